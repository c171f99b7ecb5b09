// `npm run chaos [-- --kills 200] [--people 16]`: kills, cuts, fills and shifts under load, and counts what was lost. Exit code 1 when anything was.
import { parseArgs } from 'node:util';
import { runChaos } from './chaos/run.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, people: { type: 'string', default: '16' } },
});
const began = performance.now();
const at = () => `${Math.floor((performance.now() - began) / 1_000)} s`.padStart(6);
const report = await runChaos(Number(values.kills), Number(values.people), (line) => console.log(`${at()}  ${line}`));

console.table(
  [...report.lines].map(([name, { times, killed, recovered, ...harm }]) => ({
    fault: name,
    times,
    'processes killed': killed,
    'longest recovery s': Number(recovered.toFixed(1)),
    ...harm,
  })),
);
const { counts, surprises } = report.town.ledger;
console.table({ ...counts, 'live events': report.heard, 'told to load afresh': report.resyncs });
console.table({
  kills: report.kills,
  'threads: lost': report.threads.lost,
  'threads: doubled': report.threads.doubled,
  'threads: out of order': report.threads.outOfOrder,
  'audit findings': report.audit,
  'files with plaintext': report.plaintext.length,
  'processes that ended by themselves': report.endings.join(', ') || 0,
});
for (const [what, count] of surprises) console.log(`an answer nobody promised: ${what}, ${count} times`);
for (const fault of report.faults) console.log(`in the logs: ${fault}`);
for (const file of report.plaintext) console.log(`plaintext in ${file}`);
for (const [name, reason] of report.impossible) console.log(`not possible here: ${name} (${reason})`);
console.log(
  report.harm === 0 ? `${report.kills} kills, nothing lost.` : `${report.kills} kills, ${report.harm} things WRONG.`,
);
process.exit(report.harm === 0 ? 0 : 1);
