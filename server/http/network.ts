// Which network an address belongs to, for counting. Pure.

/** Whoever has one IPv6 address has the 2^64 beside it. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1);
  const [head = '', tail = ''] = address.split('::');
  const groups = [head, tail].map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(Math.max(0, 8 - groups[0]!.length - groups[1]!.length)).fill('0');
  return [...groups[0]!, ...zeros, ...groups[1]!].slice(0, 4).join(':');
}
