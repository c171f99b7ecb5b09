// When words of the list say something else where they stand: denied, long ago, or the subject of a film.
import type { CrisisEntry } from './entry.ts';
import type { PlainText, Sentence } from './sentence.ts';

/** Where a match stands. */
export interface Place {
  readonly sentence: Sentence;
  /** The words right before it; no pattern looks at more of them. */
  readonly before: string;
  readonly after: string;
  readonly end: number;
}

const wordsBefore = 12;

export function placeOf(sentence: Sentence, match: RegExpExecArray): Place {
  const end = match.index + match[0].length;
  return { sentence, before: sentence.before(match.index, wordsBefore), after: sentence.text.slice(end), end };
}

export function isLeftOut(entry: CrisisEntry, place: Place, message: PlainText): boolean {
  const { sentence } = place;
  if (entry.subject && sentence.has(subjects) && !sentence.has(about)) return true;
  if (entry.past && sentence.has(longAgo) && !present.test(place.before) && !message.has(comesBack)) return true;
  return entry.says !== 'no' && isDenied(place, message);
}

// A film, an essay, a training: unless the writer says what it does to them.
const subjects =
  /\b(?:films?|movies?|books?|novels?|series|tv|episodes?|songs?|lyrics|documentar(?:y|ies)|podcasts?|essays?|lectures?|modules?|training|articles?|newspaper|the news|headlines?|characters?|games?|assignments?|dissertation|stud(?:y|ies|ying)|research|leaflets?|polic(?:y|ies)|awareness|prevention|fundrais\w+|charity|volunteer\w*|statistics|courses?|seminars?|exams?|poems?|netflix|workshops?|conference|campaign|first aid|presentation|thesis|authors?|director|bbc|storylines?|plots?|soap|webinars?|raising money|musical)\b/u;
const about =
  /\b(?:i (?:want|wanted|feel|felt|am thinking|think|keep|might|could|will|am going|need|wish|should|have been thinking|can not)|makes? me|made me|trigger\w*|me want|my (?:own|life|arms?|wrists?)|myself|to do it)\b/u;

const longAgo =
  /\b(?:years? ago|decades? ago|a decade|a long time ago|when (?:i|he|she|they|we) (?:was|were) (?:a|an|in|at|younger|little|small|only|about|around|just|\d+|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty\w*|my|still at)|as a (?:child|kid|teen|teenager|student|young\w*)|(?:in|since|back in|around) (?:19|20)\d\d|back then|used to|in the past|in my (?:teens|twenties|thirties|early|late|youth|childhood|\d0s)|growing up|(?:have|has) a history of|anniversary|(?:years?|decade) since|(?:months|years?) (?:clean|free|sober)|since i last|for years now i have not|before i was born)\b/u;
const comesBack =
  /\b(?:again|still|lately|these days|recently|back (?:to|there|again|now)|(?:come|coming|came|creeping|are) back|return\w*|last night|tonight|this (?:week|morning)|right now)\b/u;

const present =
  /\b(?:am|feel|feeling|think about|thinking about|thinking of|thoughts of|want to|make me|makes me|making me)(?: \w+){0,2} $/u;

// "not suicidal", "no thoughts of", "would never": only when nothing but such small words stands in between.
const small =
  '(?:am|is|are|be|been|being|feel|feeling|felt|feels|have|has|had|having|get|got|getting|going|to|want|wants|wanting|wanted|any|a|an|the|my|actually|really|even|ever|think|thinking|thought|thoughts|about|of|at|all|currently|actively|planning|plan|plans|intention|intentions|intend|intending|urge|urges|in|it|do|doing|try|trying|tried|would|will|anything|or|desire|experienced|experiencing|recent|active|new|single|attempted|considered|considering|once|feelings|ideation|further|very|particularly|remotely|engage|engaged|wish|with|hurt|hurting|harm|harming|myself|self|kill|suicidal|nor|dark|suicide)';
const denial = new RegExp(
  `(?:^| )(?:not|never|no longer|no more|no(?! (?:i|he|she|they|we|you|one|matter|idea|way|doubt|point|reason|hope))|without|nothing|none|zero|den(?:y|ies|ied|ying)|stopped|quit|free (?:of|from)|clean (?:of|from)|instead of|rather than|nor|neither|glad i did not|safe from)(?: ${small}){0,5} $`,
  'u',
);
const wanting = /(?:^| )not(?: (?!going|thinking|feeling)\w+)? (?:want|wish|wanting)\b[^,]*$/u;
const turn = /\b(?:but|though|although|except|unless|until|yet|however|or else)\b/gu;
// Who says "I do not want to die" beside one of these is asking for help, not reporting that all is well.
const distress =
  /\b(?:but|just|only|though|although|scared|afraid|frightened|help|stop|pain|hurting|it hurts|tired|exhausted|cope|keep|sometimes|part of|if|end|anymore|think|thinking|thoughts?|urges?|voices?|struggl\w*|desperate|why|lonely|alone|might|can not)\b/u;
const settled =
  /^ (?:\w+ )?(?:(?:are|is|have|has)(?: \w+)? (?:gone|stopped|disappeared|settled|eased|faded|passed|under control)|(?:went|have gone) away)\b/u;
const stronger = /^ (?:more|this much|so much|so bad\w*|worse|this bad\w*|harder)\b/u;

function isDenied({ sentence, before, after, end }: Place, message: PlainText): boolean {
  const near = before.split(' ').slice(-9).join(' ');
  if (settled.test(after)) return true;
  if (!denial.test(near) || stronger.test(after)) return false;
  return wanting.test(near) ? !message.has(distress) : !sentence.hasAfter(turn, end);
}
