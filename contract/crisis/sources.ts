// Which works the areas of the crisis list come from.

/** What we wrote are our own words; the works say which areas of speech point to risk. */
export const listSources = {
  'c-ssrs':
    'Columbia-Suicide Severity Rating Scale (Posner et al. 2011): wish to be dead, thoughts, method, intent, plan, preparation, attempt, self-injury without intent',
  ng225: 'NICE guideline NG225 (2022), Self-harm: forms of self-harm and self-poisoning, and when it is urgent',
  samaritans:
    'Samaritans, guidance on signs that somebody may be struggling to cope: being a burden, no way out, saying goodbye, putting affairs in order',
  jashinsky:
    'Jashinsky et al. 2014, Tracking suicide risk factors through Twitter in the US (Crisis 35): terms for ideation, self-harm, prior attempts, means; and that idioms and jokes must be left out',
  harm: 'Risk to and from others: what a safeguarding policy of a clinic asks about beside suicide (Care Act 2014 guidance, areas of abuse)',
} as const;

export type ListSource = keyof typeof listSources;
