// Says of each built file which doors lead to it, from the manifest of the build.
interface Chunk {
  readonly file: string;
  readonly name?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}
export type Manifest = Readonly<Record<string, Chunk>>;

/** Door names by file, such as `{'assets/main-abc.js': ['clinician', 'admin']}`; every file of the build has at least one. */
export function doorsOfAssets(manifest: Manifest): Record<string, string[]> {
  const doors: Record<string, string[]> = {};
  for (const entry of Object.values(manifest).filter((chunk) => chunk.isEntry)) {
    const seen = new Set<Chunk>();
    const walk = (chunk: Chunk) => {
      if (seen.has(chunk)) return;
      seen.add(chunk);
      for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) {
        doors[file] ??= [];
        if (!doors[file].includes(entry.name!)) doors[file].push(entry.name!);
      }
      for (const key of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) walk(manifest[key]!);
    };
    walk(entry);
  }
  return doors;
}
