// Crisis list: Pills, cutting, heights, trains and ropes.
import type { CrisisEntry } from './entry.ts';
import { self, pills, place, vehicle, body } from './word-groups.ts';

export const means: readonly CrisisEntry[] = [
  {
    id: 'pills',
    source: 'ng225',
    example: 'took all my tablets, saving up pills',
    patterns: [
      `overdos(?:e|es|ed|ing)`,
      `(?:take|takes|taking|took|taken|swallow|swallows|swallowing|swallowed|neck|necked|down|downed|downing|had|eat|eaten|ate)(?: \\w+){0,2} (?:all|too many|so many|loads|a load|lots|a lot|a bunch|a handful|handfuls?|a whole|the whole|whole|every|the rest|an entire|entire|a full|the lot|a packet|a bottle|the bottle|more than|extra|double|a ton|dozens|a pack|the pack|the packet|packets|a box|the box|two boxes|two packets)(?: \\w+){0,4}? ${pills}`,
      `(?:take|taking|took|taken|swallow|swallowed|swallowing)(?: \\w+){0,2} (?:[2-9]\\d|\\d{3,}|1[2-9]|twelve|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|hundred)(?: \\w+){0,3}? ${pills}`,
      `(?:take|taking|took|taken|swallow|swallowed|swallowing) (?:them all|all of them|it all|the lot|everything in the (?:cabinet|cupboard)|something (?:to|and)|lots of (?:pills|tablets))(?= |$)(?! (?:to (?:the|school|nursery|a)|out|for (?:granted|a walk)|home|away|in|back|on|personally|seriously|too))`,
      `(?:save|saves|saving|saved|stockpil\\w+|hoard\\w*|stash\\w*|collecting|hid|hiding|hidden|counting|lined|lining|laid|stare|staring|stared|looking|holding|gathered|gathering|got enough|have enough|got loads|have loads|got all|have all)(?: (?:up|out|at|by|my|all|the|some|enough|of|a|bottle|of|extra|loads|lots|his|her|back|stash|aside|for|when)){1,5} ${pills}(?! (?:from (?:the|my) (?:pharmacy|chemist|gp|doctor)|for (?:my|a|the) (?:headache|pain|back|cold|flu|allerg\\w+|anxiety|depression|blood|thyroid|week|month)|at (?:the pharmacy|home)|on (?:time|repeat)|right|sorted|properly|as|in (?:the|my) (?:bag|car|fridge)|with (?:food|breakfast)|every|each|but|and (?:i )?(?:feel|felt|it|am doing)|review|changed|box|delivered|ready|reminder))`,
      `${pills} (?:in (?:my hand|front of me)|lined up|beside me|next to me|are calling|ready to take|left to take|and (?:vodka|alcohol|whisky|whiskey|wine|gin)|with (?:vodka|whisky|whiskey|a bottle|alcohol))`,
      `enough (?:\\w+ ){0,3}(?:to (?:kill|die|end|overdose|finish))`,
      `(?:drink(?:ing)?|swallow(?:ed|ing)?|taken|took|drunk) (?:\\w+ )?(?:bleach|antifreeze|weedkiller|poison|rat poison)|drank (?:\\w+ )?(?:bleach|antifreeze|weedkiller|poison)|carbon monoxide|exhaust (?:fumes|pipe)|helium (?:tank|bag|canister)|exit bag|sodium nitrite`,
    ],
    unlessNext:
      'as (?:prescribed|usual|normal|directed|instructed|told|you)|with (?:food|water|breakfast|meals)|on time|at (?:once|the same time)|this week|correctly|properly|together|every (?:day|morning|night)|each (?:day|morning|night)|on (?:chocolate|cake|coffee|sugar|tv|netflix|cheese|carbs|caffeine|pizza|sweets|crisps|youtube|cute|christmas|tiktok|vitamin|ice cream|mince pies)|of (?:chocolate|cake|coffee|sugar|cheese|caffeine|tv|cuteness|christmas)|by (?:accident|mistake)|accidentally|(?:training|awareness|kit|leaflet|prevention)|detector|alarm',
    unlessPrior:
      '(?:do|should|can|could|must|may|shall) i (?:need to |have to |just |still |safely )?|(?:remember|forgot|forget|forgetting|supposed|remembered|remembering|allowed|meant|managed|managing|able) to|chocolate|sugar|caffeine|cuteness|coffee|carb|accidental|accidentally|information',
    subject: true,
    past: true,
  },
  {
    id: 'cutting',
    source: 'ng225',
    example: 'cutting my arms, self-harm',
    patterns: [
      `self (?:harm(?:s|ed|ing)?|injur(?:y|e|ed|ing|ies)|mutilat\\w+|inflicted)|sh (?:again|urges?|scars?|relapse|relapsed)|(?:relaps\\w+|clean) (?:on|with|into|of|from) (?:sh|self harm(?:ing)?|cutting)`,
      `(?:cut|cuts|cutting|slit|slits|slitting|slash|slashes|slashing|slashed|slice|sliced|slicing|carve|carved|carving|burn|burns|burned|burnt|burning|scratch|scratching|scratched|brand|branding|stab|stabbed|stabbing|gouge|gouged|gouging) (?:\\w+ )?(?:into )?(?:my|his|her|their|your)(?: own| inner| left| right| upper| poor)* ${body}(?! (?:shaving|cooking|on (?:the|a|some)|while|by (?:accident|mistake)|playing|out|in the (?:garden|kitchen)|falling|gardening|opening|at work|off))`,
      `(?:cut|cuts|cutting|slice|sliced|slicing|slash(?:ed|ing)?|burn|burns|burned|burnt|burning|hurt|hurts|hurting|harm|harms|harmed|harming|injure|injures|injured|injuring|scratch|punish|punishing|punished|choke|choking|choked|starve|starving) ${self}(?! (?:shaving|cooking|on (?:the|a|some|my|that|glass)|while|by (?:accident|mistake|not|being|over|trying|eating)|accidentally|playing|out|in the (?:garden|kitchen|gym|foot|process|game|face)|falling|gardening|opening|at (?:work|the gym|football|training|yoga|netball)|off|some slack|a (?:slice|piece|break|deal|bit of)|running|lifting|chopping|slicing|peeling|when i (?:fell|tripped|slipped|was (?:cooking|chopping|playing|running|gardening))|tripping|skiing|moving|doing (?:yoga|diy|the)|with (?:a (?:paper|tin|can|kitchen)|hot|boiling|the (?:iron|oven|kettle))|up (?:about|over)|badly (?:at|playing)|for (?:a job|the))(?= |$))`,
      `(?:started|start|been|keep|kept|back to|back|urges? (?:to|of)|need to|want(?:ed|ing|s)? to|wanna|relapsed (?:and|with|into)|am|is|was|stop|about|tempted to|thoughts? of|thinking (?:of|about)|again) (?:(?:just|really|actually|go|start) )?(?:cut|cutting)(?= (?:again|anymore|deep|deeper|so|and|every|last|to (?:cope|feel|release|stop)|because|my|when|for (?:years|months|a)|since|at night|tonight|or|but|i|her|his|their|too|more|worse|daily|in secret)\\b|$)(?! (?:again (?:the|on|my hair|costs)|my (?:hair|hours|nails|costs|spending|losses|own hair|fringe|grass|dose|calories|carbs|food|budget|sugar|alcohol|drinking)|and (?:paste|dry|run)|so (?:many|much)|more (?:hours|costs|carbs|sugar)|every(?:one|thing)|for (?:christmas|wood)))`,
      `(?:banging|bang|banged|smashing|smashed|hitting|punching|slamming|slammed) (?:\\w+ )?(?:my|his|her) head (?:against|on|into|off) (?:the|a)(?: \\w+)? ?(?:wall|floor|door)|(?:punching|hitting) (?:walls|the wall) until`,
      `(?:razors?|razor blades?|blades?|knife|knives|scissors|scalpel|lighter|box cutter|pencil sharpener)(?: \\w+){0,4} (?:my (?:wrists?|arms?|thighs?|skin|hand|neck|throat|legs?|room|bed|bag|drawer|pillow)|to (?:cut|hurt|use on|my)|calling|again|tonight|myself)(?! (?:shav\\w+|cooking))`,
      `(?:found|find|got|get|bought|buy|hid|hiding|hide|hidden|kept|keep|keeping|holding|hold|sitting with|staring at|reach for|reaching for|grabbed|picked up|took apart|with) (?:\\w+ ){0,2}(?:razor blades?|blades?|nooses?|ropes?|scalpel|gun|ligature)(?= (?:again|and|in|under|for|tonight|to|from|around|out|hidden|ready|today|next|by|on)\\b|$)(?! (?:to shave|and (?:shav\\w+|swing|climb\\w+)|for (?:climbing|shaving|the (?:swing|boat|garden|dog))|in the sale|to (?:tie|match|climb|hang (?:the|my|a))))`,
      `(?:knife|razor|blade|rope|gun|scissors|glass|pills|belt)(?: \\w+){0,8} (?:on|to|against|around|use) (?:myself|himself|herself|my (?:neck|wrists?|throat|arm))`,
      `(?:hitting|punch|punched|punching|slapped|slapping|biting|scratching) (?:myself|himself|herself)`,
      `(?:made|watch(?:ed|ing)?|see|make|seeing|until|till|let) (?:\\w+ ){0,3}bleed(?= |$)(?! (?:the radiator))|(?:urge|urges|itching|craving) to (?:bleed|hurt|harm|cut|see blood|burn)`,
      `cut(?:ting)? (?:too|so|really|quite|very|myself)? ?(?:deep|deeper)|(?:can not|will not|would not) stop(?: the)? bleeding(?: from (?:my|his|her) (?:arms?|wrists?|legs?|thighs?))?|run (?:a|the) bath(?: \\w+){0,4} (?:razor|blade|knife|pills)`,
      `(?:hid|hiding|hidden|holding|staring at|reaching for|sitting with|took apart) (?:\\w+ ){0,2}razors?(?! (?:to shave|and shav))`,
      `fresh (?:cuts|scars)|new (?:cuts|scars)|(?:cuts|scars) (?:all )?(?:over|on|up) (?:my|his|her) (?:arms?|wrists?|legs?|thighs?|stomach)`,
    ],
    unlessPrior: 'cat|dog|kitten|oven|sun|iron|doctor|doctors|surgeon|nurse|barber|hairdresser|kettle|sunburn',
    unlessNext:
      'policy|training|awareness|course|leaflet|article|guideline|guidelines|prevention|statistics|module|workshop|webinar',
    subject: true,
    past: true,
  },
  {
    id: 'jump-hang',
    source: 'c-ssrs',
    example: 'jump off a bridge, jump in front of a train, a rope round my neck',
    patterns: [
      `(?:jump|jumps|jumped|jumping|throw|threw|throwing|thrown|leap|leapt|leaping|step|stepping|stepped|fall|falling|walk|walking|walked|fling|flinging|hurl|hurling|drop|dropping|climb|climbing|climbed|lean|leaning|go|going|swan dive|dive|yeet|yeeting|roll)(?: \\w+){0,2} (?:off|from|over|out of|over the edge of)(?: \\w+){0,4} ${place}(?! (?:top|of (?:my|the) (?:list|head|class|game|morning|agenda)|shopping|bed))`,
      `(?:jump|jumps|jumped|jumping|throw|threw|throwing|thrown|step|stepping|stepped|walk|walking|walked|run|running|drive|driving|leap|leaping|lie|lying|lay|laid|fling|dive|fall|wander|wandering|stand|standing|stood|roll|cycle|swerve|swerving|pull|pulling)(?: \\w+){0,3} (?:in front of|under|into|on|onto|in the path of|towards|into the path of)(?: \\w+){0,3} (?:${vehicle}|train tracks?|railway|tracks|oncoming|a bridge)(?! (?:home|stop|station|pass|and (?:grab|pet|met)|to (?:work|school|see|swim|the)|for a (?:swim|paddle|dip)|with (?:the (?:dog|kids)|my)))`,
      `(?:thoughts? (?:of|about)|thinking (?:of|about)|thought (?:of|about)|think (?:of|about)|urge to|urges to|want to|wanted to|tempted to|going to|about to|ready to|almost|nearly|considered|should|might|imagin\\w+|picturing) (?:just )?(?:jump|jumping|jumped)(?= (?:and|again|today|tonight|when|every|every time|off|from|in|out|so|but|because|the|or|now)\\b|$)(?! (?:in (?:the (?:shower|pool|car|bath)|with|at)|on (?:a|the) (?:call|trampoline|train)|at the|to (?:conclusions|the)|the (?:gun|queue)|rope|for joy|and down|ship|out of (?:the|my) (?:plane|skin|bed|cake|aeroplane)))`,
      `(?:looking|staring|look|stare|looked|stared|walk|walking|walked|drive|driving) (?:\\w+ ){0,2}(?:at|over|down|past|to|across|off) (?:the |that |a )?(?:\\w+ )?(?:bridge|ledge|cliff|tracks|railway|river|edge|train line|drop|roof|water|pills|tablets|rope|knife|razor|blade)(?: \\w+){0,10} (?:so easy|easy to|just (?:jump|end|do|step|let)|thinking (?:about|of) (?:it|jumping|ending)|how easy|be over|wonder\\w* (?:what|if|how)|tempt\\w+|jump|end it)`,
      `(?:been|went|go|going|walked|came|ended up|drove|am|climbed|got)(?: \\w+){0,2} (?:on|to|up on|onto|at) (?:the |my |a )?(?:\\w+ )?(?:roof|rooftop|ledge|railway tracks?|train tracks?|railings|parapet|suicide spot|cliffs?|wrong side of the (?:railing|barrier|bridge))(?: of (?:my|the|our) (?:\\w+ )?(?:building|block|car park|flats|hotel|school|uni|hospital))?(?= (?:for|and (?:sat|stood|lay|thought|looked|waited|nearly|i|cried|could)|tonight|again|last|right now|thinking|because|but|alone|with|in the dark|at night)\\b|$)(?! (?:and (?:we|it was|had|ate)|with (?:the|my) (?:kids|dog|friends)))`,
      `(?:stood|standing|stand|sat|sitting|sit|am|was|is|up|out|went to|go to|walk to|drove to|gone to|been (?:to|at|on)|came to|going to|looking over|look over|stare off|visit\\w*)(?: \\w+){0,3} (?:on|at|by|off|over|near|to) (?:\\w+ )?(?:the |a )?(?:\\w+ )?(?:edge|ledge|bridge|rooftop|roof|cliff|cliffs|platform|railing|railings|wrong side|parapet|train tracks?|tracks|top of the (?:car park|multi ?storey|building))(?= (?:and|looking|wondering|thinking|again|tonight|right now|i|over|because|now|ready|trying)\\b|$)(?! (?:and (?:the view|took|it was|eat|ate|had|we)|looking (?:at|for)|waiting))`,
      `(?:bridge|train|trains|tracks|pills|blade|rope|roof|cliff|river|knife|edge|water|motorway) (?:near \\w+ (?:house|flat|home|work) )?(?:keeps?|kept|is|are|was|were) (?:\\w+ )?calling(?: (?:me|to me|my name))?`,
      `(?:walk|walking|walked|wade|wading|throw|throwing|threw|jump|jumping|go|swim|swimming)(?: \\w+){0,2} (?:into|in|out to|off into) the (?:sea|river|lake|ocean|canal|thames|water)(?= (?:and (?:not|never|let|keep|just|drown|disappear|sink)|until|with (?:rocks|stones)|tonight|so (?:it|i can))\\b|$)(?<!jump.*|swim.*|go.*)|(?:jump|jumping|jumped) (?:in|into|off)(?: \\w+){0,2} (?:river|thames|canal|sea)(?= (?:and (?:not|never|let|drown|end)|tonight|last night|yesterday|because|to (?:end|die|drown))\\b)`,
      `nooses?|(?:rope|belt|cord|scarf|ligature|dressing gown cord|cable|something|hands|wire|sheet|bag)(?: \\w+){0,3} (?:round|around|over) (?:my|his|her|their) (?:neck|throat|head)|tie(?:d)? (?:a |the )?(?:rope|noose|knot in)`,
      `(?:bullet|gun|shotgun|pistol)(?: \\w+){0,4} (?:my (?:\\w+ )?(?:head|brain|mouth|temple|skull|heart)|myself|to my)|blow(?:ing)? (?:my|his|her) (?:\\w+ )?(?:brains?|head) (?:out|off)|loaded (?:gun|pistol|shotgun)`,
      `(?:crash|crashing|swerve|swerving|drive|driving|steer|steering|drove|let go of)(?: \\w+){0,4} (?:on purpose|deliberately|into (?:a|the|oncoming|traffic)(?: \\w+)? ?(?:tree|wall|lorry|truck|traffic|river|barrier|bridge|lane|lamp ?post|central)|off (?:the|a) (?:road|bridge|cliff|edge|motorway)|the (?:steering )?wheel)(?= |$)`,
      `(?:drown|freeze|bleed|starve|burn|choke|drink|smoke|hang|beat|gas) (?:myself|himself|herself|themselves|me)? ?(?:to death|out in the)`,
      `found (?:him|her|them|my \\w+) (?:hanging|with (?:pills|tablets|a rope)|unconscious|in the bath with)`,
      `(?:locked|lock|shut|barricaded)(?: \\w+){0,2} (?:herself|himself|themselves|myself) in (?:the|her|his|my|their) (?:bathroom|room|bedroom|toilet|garage|car)(?: \\w+){0,3} (?:with|and|pills|tablets|knife|razor|blade)`,
    ],
    unlessPrior: 'bungee|base|bungy|dare you to|would you|told me to go',
    unlessNext: 'cafe|bungee|for charity|with a parachute|picnic|bar|restaurant|yoga|garden|terrace',
    subject: true,
  },
];
