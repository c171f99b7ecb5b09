// How well the crisis list finds what it should: precision and recall on messages that were written by somebody who had
// not seen the list. node bench/crisis.ts [--set bench/crisis-set.jsonl] [--missed]
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createMatcher } from '../contract/crisis/match.ts';
import { listVersion } from '../contract/crisis/list.ts';

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: path.join(import.meta.dirname, 'crisis-set.jsonl') },
    /** Also prints what was missed or found wrongly. Looking is for learning what it cannot do, not for tuning. */
    missed: { type: 'boolean', default: false },
  },
});
const line = z.object({ text: z.string().min(1), label: z.enum(['risk', 'none']), kind: z.string().min(1) });

const messages = (await readFile(values.set, 'utf8'))
  .split('\n')
  .filter((text) => text.trim() !== '')
  .map((text) => line.parse(JSON.parse(text)));
const match = createMatcher();
const judged = messages.map((message) => ({ ...message, found: match(message.text) !== null }));

const percent = (part: number, whole: number) => (whole === 0 ? 'n/a' : `${((100 * part) / whole).toFixed(1)} %`);
function figures(of: typeof judged) {
  const risk = of.filter((one) => one.label === 'risk');
  const found = of.filter((one) => one.found);
  const right = risk.filter((one) => one.found).length;
  return [of.length, risk.length, found.length, percent(right, risk.length), percent(right, found.length)].join(' | ');
}

console.log(`Crisis list ${listVersion}, ${messages.length} messages of ${path.basename(values.set)}\n`);
console.log('| kind | messages | risk | found | recall | precision |\n| --- | ---: | ---: | ---: | ---: | ---: |');
console.log(`| all | ${figures(judged)} |`);
for (const kind of [...new Set(judged.map((one) => one.kind))].toSorted())
  console.log(`| ${kind} | ${figures(judged.filter((one) => one.kind === kind))} |`);
if (values.missed) {
  for (const { text, label, kind, found } of judged)
    if (found !== (label === 'risk')) console.log(`${found ? 'found wrongly' : 'missed'} (${kind}): ${text}`);
}
