// Who comes next among those who wait: whoever stands behind somebody, and after the last the first again.

/** `stood` is the order in which `after` was seen last; whoever waits by now but did not then comes behind those. */
export function nextWaiting<One extends { readonly id: string }>(
  after: string,
  waiting: readonly One[],
  stood: readonly One[],
): One | undefined {
  const at = stood.findIndex((one) => one.id === after);
  if (at < 0) return waiting.find((one) => one.id !== after);
  const now = new Map(waiting.map((one) => [one.id, one]));
  const known = new Set(stood.map((one) => one.id));
  const order = [...stood.slice(at + 1), ...waiting.filter((one) => !known.has(one.id)), ...stood.slice(0, at)];
  return order.map((one) => now.get(one.id)).find((one) => one !== undefined);
}
