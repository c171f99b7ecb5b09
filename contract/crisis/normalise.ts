// Brings a message to the plain words that the crisis list is written in, and remembers where each word stood.

export interface Word {
  readonly text: string;
  /** Where it stands in the original; words that were one share their place. */
  readonly from: number;
  readonly to: number;
}

/** @returns the words of each sentence, in order. */
export function sentencesOf(original: string): Word[][] {
  const sentences: Word[][] = [];
  let words: Word[] = [];
  const end = () => {
    if (words.length > 0) sentences.push(joined(words));
    words = [];
  };
  for (const { 0: found, index } of original.matchAll(token)) {
    if (breaks.test(found)) end();
    else if (/[\p{L}\p{N}]/u.test(found)) {
      for (const text of plain(found.replace(/(?<=^|[ .-])(\p{L})[ .-](?=\p{L}(?:[ .-]|$))/gu, '$1')))
        words.push({ text, from: index, to: index + found.length });
    }
  }
  end();
  return sentences;
}

// A word keeps marks inside it (don't, k*ll, su!cide); what ends a sentence is two line ends or . ! ? ; but not "...".
const token =
  /(?<![\p{L}\p{N}])\p{L}(?:[ .-]\p{L}){2,}(?![\p{L}\p{N}'’])|[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’‘ʼ`´*@$\u200B-\u200D]|!(?=\p{Ll})|&(?:#39|apos|rsquo|lsquo);)*|\.{2,}|…|[.!?;]+|\n\s*\n/gu;
const breaks = /^(?:\.|[!?;]|\n)(?!\.)/;

const longestWord = 40;

function plain(token: string): string[] {
  if (token.length > longestWord) return [token.toLowerCase()];
  const bare = token
    .normalize('NFKD')
    .toLowerCase()
    .replace(/&(?:#39|apos|rsquo|lsquo);|[’‘ʼ`´]/g, "'")
    .replace(/[\u0300-\u036f\u200b-\u200d]/g, '');
  const spelt = unmask(bare);
  const bold = spelt.replace(/\*+$/, '');
  const whole = bold.includes('*') ? unstar(bold) : bold;
  const short = whole.replace(/(\p{L})\1{2,}/gu, '$1');
  const known = contractions[short] ?? contractions[short.replaceAll("'", '')];
  if (known) return known.split(' ');
  const [, stem, ending] = /^([a-z]+)'(ll|m|ve|re|d|s)$/.exec(short) ?? [];
  if (stem && ending !== 's') return [respell(stem), endings[ending!]!];
  return [respell((stem ?? short).replaceAll("'", ''))];
}

const looks: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 5: 's', '@': 'a', $: 's', '!': 'i' };
const endings: Record<string, string> = { ll: 'will', m: 'am', ve: 'have', re: 'are', d: 'would' };

const starred = [
  'kill',
  'killing',
  'killed',
  'suicide',
  'suicidal',
  'die',
  'dying',
  'dead',
  'death',
  'cut',
  'cutting',
  'harm',
  'overdose',
  'rape',
  'raped',
];
/** "su1c1de", "d!e", "k1ll" and "ki11": signs that stand for the letters they look like. */
function unmask(word: string): string {
  if (!/[a-z]/.test(word) || !/[013@$!5]/.test(word)) return word;
  const ones = word.replaceAll('1', '*');
  const meant = ones.includes('*') && starredAs(ones);
  return meant || word.replace(/[013@$!5]/g, (sign) => looks[sign]!);
}
const unstar = (word: string): string => starredAs(word) ?? word.replaceAll('*', '');

function starredAs(word: string): string | undefined {
  const letters = word.replace(/[^a-z*]/g, '').replace(/\*+/g, (stars) => `[a-z]{1,${stars.length}}`);
  const form = new RegExp(`^${letters}$`);
  return starred.find((known) => form.test(known));
}

/** What becomes other words: without apostrophes, and as people type on a phone. */
const contractions: Record<string, string> = Object.fromEntries(
  `dont=do not;dnt=do not;doesnt=does not;dosent=does not;doesent=does not;dosnt=does not;didnt=did not;cant=can not;cnt=can not;cannot=can not
wont=will not;wouldnt=would not;wudnt=would not;shouldnt=should not;shudnt=should not;couldnt=could not;cudnt=could not;isnt=is not;arent=are not
wasnt=was not;werent=were not;havent=have not;havnt=have not;hasnt=has not;hadnt=had not;aint=is not;neednt=need not;mustnt=must not
im=i am;ive=i have;i'd=i would;id=i would;i'll=i will;youre=you are;theyre=they are;hes=he is;shes=she is;its=it is;thats=that is;theres=there is;whats=what is;tonight's=tonight is;today's=today is;it's=it is;there's=there is
theyd=they would;youd=you would;hed=he would;theyll=they will;itll=it will;youll=you will;itd=it would
wanna=want to;wana=want to;wonna=want to;wannabe=want to be;gonna=going to;gunna=going to;gna=going to;gon=going to;gotta=have to;hafta=have to;tryna=trying to;imma=i am going to;ima=i am going to;finna=going to
u=you;ur=your;r=are;b=be;n=and;y=why;k=ok;2=to;4=for;wnt=want;nd=and;b4=before;w/o=without;cuz=because;coz=because;bc=because;cos=because;bcoz=because
nemore=anymore;animore=anymore;anymor=anymore;anymoar=anymore;nomore=no more;noone=nobody;no1=nobody;every1=everyone;evry1=everyone;evryone=everyone;any1=anyone;ne1=anyone;some1=someone
4ever=forever;4eva=forever;foreva=forever;2moro=tomorrow;tmrw=tomorrow;tmr=tomorrow;tomoz=tomorrow;tomorow=tomorrow;tommorow=tomorrow;2day=today;2nite=tonight;2night=tonight;tonite=tonight;2nit=tonight
wud=would;shud=should;cud=could;wld=would;plz=please;pls=please;thru=through;lyf=life;lyfe=life;liv=live;thx=thanks;ppl=people;tho=though;altho=although;nvr=never;neva=never;nuthin=nothing;nuffin=nothing;nothin=nothing;somethin=something;sumthin=something;jus=just;jst=just;fml=fml;bday=birthday
dieing=dying;dyin=dying;diying=dying;deth=death;diee=die;dye=die;ded=dead;kil=kill;kll=kill;kiil=kill;killin=killing;kiling=killing;kiled=killed;livin=living;cuttin=cutting;hurtin=hurting;hert=hurt;harmin=harming;endin=ending;thinkin=thinking;thinkn=thinking;feelin=feeling;tryin=trying;goin=going;wantin=wanting;existin=existing;burdon=burden;burdan=burden
mysef=myself;myslef=myself;miself=myself;meself=myself;mself=myself;myelf=myself;hisself=himself;theirself=themselves;theirselves=themselves;themself=themselves;urself=yourself;yaself=yourself
unalive=kill;unalived=killed;unaliving=killing;unalives=kills;sewerslide=suicide;suislide=suicide;sueside=suicide;suaside=suicide;sooicide=suicide;suey=suicide;kermit=commit;selfharm=self harm;selfharmed=self harmed;selfharming=self harming;selfharms=self harms
od=overdose;ods=overdose;oding=overdosing;oded=overdosed;odd'd=overdosed;od'd=overdosed;od'ing=overdosing;meds=medication;medicine=medication;pils=pills;tabs=tablets;tablet=tablets;pill=pills;paracetomol=paracetamol;paracetamols=paracetamol;parecetamol=paracetamol;tylenol=paracetamol;acetaminophen=paracetamol`
    .split(/[;\n]/)
    .map((pair) => pair.trim().split('=') as [string, string]),
);

const oftenMisspelt: readonly [word: string, furthest: number][] = [
  ['suicide', 2],
  ['suicidal', 2],
  ['suicides', 1],
  ['myself', 1],
  ['himself', 1],
  ['herself', 1],
  ['themselves', 1],
  ['yourself', 1],
  ['overdose', 1],
  ['overdosed', 1],
  ['anymore', 1],
];
const realWords = new Set([
  ...oftenMisspelt.map(([word]) => word),
  'sulfide',
  'sulphide',
  'subside',
  'subsides',
  'overdone',
  'suicides',
  'oneself',
  'ourself',
  'overdoses',
]);

/** The word that was meant, for those that decide and are often misspelt. */
function respell(word: string): string {
  if (word.length < 5 || realWords.has(word)) return word;
  for (const [meant, furthest] of oftenMisspelt) {
    if (word[0] === meant[0] && Math.abs(word.length - meant.length) <= furthest && distance(word, meant) <= furthest)
      return meant;
  }
  return word;
}

/** Letters to change, add, leave out or swap (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

const split: Record<string, string> = {
  'my self': 'myself',
  'him self': 'himself',
  'her self': 'herself',
  'any more': 'anymore',
  'over dose': 'overdose',
  'over dosed': 'overdosed',
  'over dosing': 'overdosing',
  'un alive': 'kill',
  'no one': 'nobody',
  'every one': 'everyone',
  'for ever': 'forever',
  'sui cide': 'suicide',
  'sewer slide': 'suicide',
};

/** Words that were written apart become one. */
function joined(words: readonly Word[]): Word[] {
  const result: Word[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    const next = words[index + 1];
    const pair = next && split[`${word.text} ${next.text}`];
    if (pair) index += 1;
    result.push(pair ? { text: pair, from: word.from, to: next.to } : word);
  }
  return result;
}
