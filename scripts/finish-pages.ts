// Writes down which doors lead to each built file, names style sheets before programs, puts a Brotli copy beside every file
// that gains by it, then puts the whole build in the place of the one before: pages that load at that moment find one or the other.
import { globSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { doorsOfAssets } from './doors-of-assets.ts';
import type { Manifest } from './doors-of-assets.ts';

const dist = path.join(import.meta.dirname, '../dist');
const folder = path.join(dist, 'web-new');

const manifest = JSON.parse(readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
const doors = doorsOfAssets(manifest);
const stray = readdirSync(path.join(folder, 'assets')).filter((name) => !doors[`assets/${name}`]);
if (stray.length > 0) throw new Error(`No door leads to ${stray.join(', ')}`);
writeFileSync(path.join(folder, 'doors.json'), JSON.stringify(doors));
rmSync(path.join(folder, '.vite'), { recursive: true });

// The look before the programs: over one of few connections, whatever is named first comes first.
for (const page of globSync('**/index.html', { cwd: folder })) {
  const file = path.join(folder, page);
  const html = readFileSync(file, 'utf8');
  const sheets = html.match(/^ *<link rel="stylesheet".*\n/gm)!.join('');
  const rest = html
    .replace(/^ *<link rel="stylesheet".*\n/gm, '')
    .replaceAll(/(?<=<script type="module"|<link rel="modulepreload")/g, ' fetchpriority="low"');
  writeFileSync(
    file,
    rest.replace(/^ *<script src="\/theme.js">/m, (theme) => sheets + theme),
  );
}

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(?:js|css|svg)$/.test(entry.name)) continue;
  const file = path.join(entry.parentPath, entry.name);
  const content = readFileSync(file);
  const compressed = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  if (compressed.length < content.length) writeFileSync(`${file}.br`, compressed);
}

rmSync(path.join(dist, 'web-old'), { recursive: true, force: true });
try {
  renameSync(path.join(dist, 'web'), path.join(dist, 'web-old'));
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
renameSync(folder, path.join(dist, 'web'));
rmSync(path.join(dist, 'web-old'), { recursive: true, force: true });
