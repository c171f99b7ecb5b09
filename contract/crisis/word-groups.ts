// Stretches of patterns that several entries of the crisis list share.

export const self = '(?:myself|himself|herself|themselves|yourself|ourselves|my own self)';
export const my = '(?:my|his|her|their|your|our)';
export const someone = '(?:i|he|she|they|we|you|somebody|someone)';
export const wish = `(?:want(?:s|ed|ing)?|wish(?:es|ed|ing)?|would like|(?:would )?love|need(?:s|ed)?|long(?:s|ed|ing)?|hop(?:e|es|ed|ing)|prefer|beg(?:ging)?|pray(?:s|ed|ing)?|ready|desperate|tempted|determined|feel like i have|deserve(?:s|d)?)`;
export const wants = `${wish}(?: (?:for me|so bad(?:ly)?|so much|nothing more than))? to`;
export const not = '(?:(?:do|does|did|would|can|could) not|no longer|not|never)';
export const noMore = '(?:anymore|no more|any longer|much longer|at all)';
export const ends =
  '(?= (?:anymore|no more|any longer|at all|and|but|or|so|because|if|please|tonight|today|tomorrow|now|lol|again|right|sometimes|honestly|really|like this)\\b|$)';
export const pills =
  '(?:pills|tablets|medication|paracetamol|ibuprofen|aspirin|codeine|painkillers|sleeping|antidepressants|sertraline|diazepam|valium|xanax|insulin|opioids|opiates|morphine|lithium|quetiapine|zopiclone|drugs|capsules|packets?|bottles?|box|boxes|stash)';
export const place =
  '(?:bridge|building|roof|rooftop|cliff|balcony|ledge|window|car park|multi ?storey|flyover|overpass|tower|viaduct|platform|edge|top)';
export const vehicle = '(?:train|tube|bus|car|cars|lorry|truck|tram|traffic|van|motorway|tracks)';
export const body = '(?:wrists?|arms?|legs?|thighs?|skin|veins?|throat|stomach|hips?|ankles?|forearms?|neck)';
export const people =
  '(?:him|her|them|someone|somebody|people|everyone|others|another person|my (?:\\w+ )?(?:mum|mom|mother|dad|father|parents|brother|sister|son|daughter|kids|children|baby|wife|husband|partner|boyfriend|girlfriend|ex|boss|neighbou?r|family|flatmate|stepdad|stepfather|stepmum)|the (?:kids|children|baby|neighbou?rs))';
export const dyingWords =
  '(?:dying|death|suicide|killing (?:myself|himself|herself|themselves)|ending (?:it|things|everything|my life|his life|her life|their life)|not being (?:here|alive|around)|being dead|hurting (?:myself|himself|herself|themselves)|harming (?:myself|himself|herself|themselves)|self harm(?:ing)?|self injury|cutting|overdos(?:e|ing)|jumping|hanging myself|disappearing)';
