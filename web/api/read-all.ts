// Everything of a list that goes in pages.
interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export async function readAll<Item>(
  ask: (page: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const all: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await ask({ limit: 100, ...(cursor && { cursor }) });
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}
