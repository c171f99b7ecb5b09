// Where a week begins, in SQL: the same for a figure and for the patients it counts.

/** SQL of the first moment of the day so many days before the day of `moment`, on the clock of `zone`. */
export const midnight = (moment: string, zone: string, daysBefore: number): string =>
  `(date_trunc('day', ${moment} at time zone ${zone}) - interval '${daysBefore} days') at time zone ${zone}`;
