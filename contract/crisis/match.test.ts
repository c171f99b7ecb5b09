// How a message is judged: spelling, denial, idioms, other people, what is quoted, and that nothing follows from silence.
import { expect, test } from 'vitest';
import { createMatcher, noEdits } from './match.ts';
import { crisisList, listVersion } from './list.ts';
import { sentencesOf } from './normalise.ts';

const match = createMatcher();
const words = (text: string) => match(text)?.words ?? null;

test.each([
  ["I don't want to be here anymore", "don't want to be here"],
  ['dont wanna live any more', 'dont wanna live'],
  ['kms', 'kms'],
  ['k.m.s', 'k.m.s'],
  ['feeling sucidal', 'sucidal'],
  ['I want to **k*ll** my self', 'k*ll** my self'],
  ['i wanna d!e', 'wanna d!e'],
  ['s u i c i d e', 's u i c i d e'],
  ['I don&#39;t want to live', 'don&#39;t want to live'],
  ['My brother wants to kill himself', 'kill himself'],
])('%s is found, and shown as it was written', (text, shown) => expect(words(text)).toEqual([shown]));

test.each([
  "I'm not suicidal",
  'No thoughts of self-harm this week',
  'I would never hurt myself',
  "I don't want to die",
  'This heat is killing me, I am dead tired',
  'I nearly died of laughter',
  'The deadline is on Friday',
  'I ran 10 kms',
  'An essay about suicide prevention',
  'I tried to kill myself ten years ago and have been well since',
  'Thank you, see you next week',
  '',
])('%s is not', (text) => expect(match(text)).toBeNull());

test.each([
  "I'm not suicidal but I think about not being here",
  "I don't want to kill myself, I just want the pain to stop",
  'I was abused as a child and I feel suicidal',
  'The film about suicide made me want to do it',
])('%s is, although it seems to be taken back', (text) => expect(match(text)).not.toBeNull());

test('the clinic adds phrases in any spelling and takes entries away, and the version says so', () => {
  const edited = createMatcher({ number: 3, additions: ["can't face the stairs"], removals: ['slang'] });
  expect(edited('I CANT face the stairs!')).toEqual({
    ids: ['addition'],
    words: ['CANT face the stairs'],
    version: `${listVersion}+3`,
  });
  expect(edited('kms')).toBeNull();
  expect(createMatcher({ ...noEdits, additions: ['a+(b'] })('a b')).not.toBeNull();
});

test('every entry has an id of its own, and its example is found', () => {
  expect(new Set(crisisList.map((entry) => entry.id)).size).toBe(crisisList.length);
  for (const { example } of crisisList)
    for (const phrase of example.split(', ')) expect(match(phrase), phrase).not.toBeNull();
});

test('words know where they stood', () => {
  const text = 'Well,  I can’t. Yes';
  const [first] = sentencesOf(text);
  expect(first!.map((word) => [word.text, text.slice(word.from, word.to)])).toEqual([
    ['well', 'Well'],
    ['i', 'I'],
    ['can', 'can’t'],
    ['not', 'can’t'],
  ]);
});

test.each(['not suicidal ', '*a', 's u i ', 'want to just ', '\u0301', '&#39;', '...', 'a!'])(
  'a message of nothing but %j is judged in time',
  (part) => {
    const before = performance.now();
    match(part.repeat(10_000 / part.length));
    expect(performance.now() - before).toBeLessThan(3_000);
  },
);
