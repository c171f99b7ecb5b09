// Crisis list: Thoughts and urges; harm to others and from others.
import type { CrisisEntry } from './entry.ts';
import { people, dyingWords } from './word-groups.ts';

export const thoughts: readonly CrisisEntry[] = [
  {
    id: 'thoughts',
    source: 'c-ssrs',
    example: 'thoughts of dying, urge to jump',
    patterns: [
      `(?:thought|thoughts|thinking|think|thinks|talk|talks|talking|talked|joking|jokes|joke|dream|dreams|dreaming|dreamt|fantasi\\w+|daydream\\w*|obsess\\w*|ideas?|images?|visions?|intrusive thoughts|google|googling|searching|reading|mention\\w*|hinting|hints?|planning|plans?|considering|consider(?:ed|s)?|contemplat\\w+|urges?|intention|intent|attempt(?:s|ed|ing)?|tempted|keep going back to|want(?:s|ing)?)(?: (?:of|about|on|at|to|by|for|constantly|all the time|a lot|again|more|and more|seriously|really|just|lots|all day|up|like|how))* ${dyingWords}(?! (?:my hair|down|back|out|carbs|sugar|costs|ship|the grass|metal|season|star|valley|rate|certificate|in the (?:family|game)|on (?:a|the) (?:call|trampoline)|with|hours|in the (?:sea|pool)))`,
      `urges? to (?:jump|die|hurt|cut|end|kill|harm|swerve|crash|do it|overdose|drive|burn|hit|disappear|step|bleed|run into|throw)`,
      `(?:(?:the|these|those|my) (?:bad |dark |old |intrusive |unsafe |scary |suicidal |awful |same )?|bad |dark |darker |darkest |scary |unsafe |ugly |black |horrible |awful |suicidal )(?:thoughts|urges|voices)(?: \\w+){0,3} (?:are|have|keep|come|came|got|get|getting|is|were|will|wont|do|win|won) (?:\\w+ ){0,3}?(?:back|coming|come|worse|winning|louder|stronger|strong|loud|not stop|stopped|taking over|bad|too much|returned|overwhelming|here again|constant|unbearable|out of control|not going|intense)`,
      `(?:having|have|had|getting|get|got|with|some|such|really) (?:\\w+ )?(?:dark|darkest|unsafe|black|scary) (?:thoughts|urges)|dark thoughts`,
      `(?:voice|voices|he|it|they|demons?|head|brain|mind|something)(?: \\w+){0,2} (?:tell|tells|telling|told|says|saying|say|want|wants|command\\w*|order\\w*|scream\\w*|whisper\\w*|keeps? telling)(?: (?:at|to))? (?:me|him|her|them)? ?(?:to|i should|that i should|i need to|i have to|do) (?:just )?(?:kill|hurt|harm|die|end|jump|cut|do it|stab|burn|throw|be dead|overdose|take|step|drive|it)`,
      `(?:told|tells|telling|tell) me to (?:kill (?:myself|himself|herself)|go and (?:kill|die)|go (?:kill|die)|die|end it)`,
      `attempt(?:s|ed|ing)? (?:on (?:my|his|her|their) (?:own )?life|again last|to (?:take|end) (?:my|his|her|their)|to (?:kill|hang|overdose|die))|(?:my|his|her|another|last|previous|second|third|first|an) (?:suicide )?attempt(?= (?:was|last|i|failed|and|in|on)\\b|$)(?! (?:at|to (?:bake|cook|make)))`,
      `tried to (?:kill|hang|drown|overdose|end (?:it|my|her|his|their)|die|jump|take (?:my|his|her|their) (?:own )?life|cut my|do it again|top|od)`,
      `(?:want|wants|wanted|need|going|try|tried) to (?:try|do) (?:it|that) again(?= |$)(?! (?:next|with (?:the|a)|on))`,
      `(?:what|wonder\\w*|imagine|imagining|curious)(?: \\w+){0,5} (?:it would be like|it be like|it is like|it feels like|would happen|if i)(?: \\w+){0,3}? (?:to (?:die|be dead|not (?:be|exist|wake)|drown|jump|just stop)|(?:if )?i (?:died|just (?:drove (?:into|off)|swerved|crashed|died|jumped|stopped|disappeared|let go|drove|walked)|jumped|killed|drove|swerved|crashed|were (?:dead|gone)|was (?:dead|gone)|did not wake|never woke|took|stepped|disappeared|ended)|dead)`,
      `(?:nearly|almost|came close to|close to|this close to|inches from) (?:\\w+ )?(?:do(?:ing)? it|did it|ended it|ending it|jumped|jumping|killed myself|took (?:them|the)|ended my|kms|end(?:ing)? (?:my|it))`,
      `(?:suicide|crisis|samaritans|lifeline) (?:hotline|helpline|line|number|text line)`,
    ],
    subject: true,
    past: true,
  },
  {
    id: 'harm-others',
    source: 'harm',
    example: 'want to hurt him, thoughts of hurting somebody',
    patterns: [
      `(?:want(?:s|ed|ing)?|urges?|need|plan(?:ning|s)?|tempted|have|tell(?:s|ing)? me|intend) to (?:\\w+ )?(?:kill|hurt|stab|shoot|strangle|attack|murder|smother|beat|harm|shake|suffocate|poison|drown) (?:\\w+ )?${people}`,
      `(?:thoughts?|thinking|visions?|images?|fantasi\\w+|dream\\w*|urges?|ideas?) (?:of|about) (?:\\w+ )?(?:killing|hurting|stabbing|shooting|strangling|attacking|murdering|smothering|harming|drowning|shaking) (?:\\w+ )?${people}`,
      `(?:going to|will|might|could|afraid i will|scared i will) (?:\\w+ )?(?:stab|shoot|strangle|attack|murder|smother|harm|hurt|drown|poison|shake) ${people}`,
    ],
    unlessPrior: 'never|not|did not',
    unlessNext:
      'feelings|for (?:eating|stealing|breaking|leaving|forgetting|beating me)|with (?:kindness|love)|chances|at (?:chess|scrabble|tennis|football|cards|monopoly|fifa|badminton)|in (?:the final|the game|mario|fifa|fortnite)|back|career',
  },
  {
    id: 'harm-from-others',
    source: 'harm',
    example: 'threatened to kill me, afraid for my life',
    patterns: [
      `(?:threaten(?:s|ed|ing)?|trie[ds]|trying|said (?:he|she|they) (?:would|will|was going|is going|are going)|says (?:he|she|they) (?:will|would|is going)|wants?|promised) to (?:\\w+ )?(?:kill|hurt|stab|strangle|beat|murder|shoot|smother|choke|harm|attack) (?:me|us|my (?:kids|children|baby|son|daughter|mum|mom))(?! when|if i (?:am|do) (?:late|not))`,
      `(?:going to|will) (?:kill|hurt|find|stab) (?:me|us|my \\w+) (?:if i (?:leave|tell|go|try|say|report)|one day|tonight|next time|for real)`,
      `threaten(?:s|ed|ing) (?:me|us|her|him|my \\w+) with|(?:knife|gun|shotgun|weapon|machete|axe)(?: \\w+){0,6} (?:use it|kill|shoot|stab|at me|to my)`,
      `said (?:he|she|they) (?:would|will) (?:kill|hurt|stab|strangle|murder) (?:me|us)|(?:will|going to) (?:kill|hurt) (?:me|us) if i (?:leave|tell|go|try)`,
      `(?:scared|afraid|terrified|frightened|fear|worried)(?: (?:that|he|she|they|of what|of|my \\w+|will|might|would|may|is going to|are going to)){1,4} (?:kill|hurt|hit|attack|beat|do to|harm) (?:me|us)|(?:fear|afraid|scared|frightened|terrified) for (?:my|our|her|his) (?:life|lives|safety)`,
      `(?:he|she|they|dad|mum|mom|partner|husband|wife|boyfriend|girlfriend|stepdad|brother|father|mother|ex|son|uncle)(?: (?:has|keeps?|just|always|still|started|is|was|been|has been|again|also|often|sometimes|then|and)){0,3} (?:hit|hits|hitting|beats?|beating|punch(?:es|ed|ing)?|chok(?:es|ed|ing)|strangl(?:es|ed|ing)|kick(?:s|ed|ing)|rap(?:ed|es|ing)|assault(?:s|ed|ing)|abus(?:es|ed|ing)|slap(?:s|ped|ping)|attack(?:s|ed|ing)|burn(?:s|ed|t)|locks?) (?:me|us)(?! (?:up (?:for|when)|at \\w+|in (?:a|the) (?:race|game)|to (?:it|the)|with (?:a (?:pillow|question|bill|snowball|ball|balloon|water|towel|joke)|the (?:news|truth))|out of|as|by \\d|hard that|up on|off|that))`,
      `(?:was|been|got|being|am being|am getting) (?:\\w+ )?(?:raped|sexually (?:assaulted|abused)|molested|beaten(?: up)? (?:by|at|again)|strangled|abused(?: by)?|attacked by|trafficked)`,
      `(?:rape|raped|rapes) (?:me|her|him)`,
    ],
    past: true,
  },
];
