// How well the crisis list finds what it should: precision and recall on messages that were written by somebody who had
// not seen the list. node bench/crisis.ts [--set bench/crisis-set.jsonl] [--missed]
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createMatcher } from '../contract/crisis/match.ts';
import { listVersion } from '../contract/crisis/list.ts';
import { remark, table } from './report.ts';

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
function figures(kind: string, of: typeof judged) {
  const risk = of.filter((one) => one.label === 'risk');
  const found = of.filter((one) => one.found);
  const right = risk.filter((one) => one.found).length;
  return {
    kind,
    messages: of.length,
    risk: risk.length,
    found: found.length,
    recall: percent(right, risk.length),
    precision: percent(right, found.length),
  };
}

const kinds = [...new Set(judged.map((one) => one.kind))].toSorted();
remark(`Crisis list ${listVersion}, ${messages.length} messages of ${path.basename(values.set)}.`);
table('Found and missed', [
  figures('all', judged),
  ...kinds.map((kind) =>
    figures(
      kind,
      judged.filter((one) => one.kind === kind),
    ),
  ),
]);
if (values.missed) {
  for (const { text, label, kind, found } of judged)
    if (found !== (label === 'risk')) console.log(`${found ? 'found wrongly' : 'missed'} (${kind}): ${text}`);
}
