// `npm run bench`: a quick pass of every bench, one after the other; what they found goes into bench/RESULTS.md.
import { fork, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Finding } from './report.ts';

const folder = import.meta.dirname;

/** Together within ten minutes on two cores. Alone, and without these arguments, each measures at full size. */
const passes: readonly (readonly [bench: string, about: string, ...args: string[]])[] = [
  [
    'send',
    'Sends through the whole product, beside the same rows in the raw database and a bare HTTP server.',
    '--seconds',
    '2',
  ],
  [
    'deliver',
    'A window each for many people, of whom each has one other to write to, beside a bare `ws` server with frames of the same size. Memory is what the resident set grew by, after a pause.',
    '--sockets',
    '5000',
    '--seconds',
    '10',
    '--settle',
    '20',
  ],
  [
    'read',
    'Four readers without pause, clinicians with 40 conversations of 250 messages each; the sizes take turns.',
    '--seconds',
    '0.5',
    '--rounds',
    '3',
  ],
  ['search', 'Whole HTTP path with its audit entry, beside the bare statement.', '--size', '50000', '--seconds', '1'],
  [
    'burst',
    'Messages due at one instant, and a broadcast, until each recipient has it; beside the raw database.',
    '--count',
    '4000',
  ],
  [
    'processes',
    'Two windows for each of 200 people at neighbouring processes, which all take sends: 64 senders without pause, then a steady rate. Every message is looked for in every window that it is owed to.',
    '--seconds',
    '4',
  ],
  ['overload', 'Three times the sends it can carry, steadily, from many connections.', '--seconds', '5'],
  [
    'export',
    'One file over HTTP from a server whose heap is held to 256 MiB, beside a bare cursor.',
    '--rows',
    '100000',
  ],
  ['crisis', 'The crisis list on messages written by somebody who had not seen it.'],
];

const sections: string[] = [];
const goals: Extract<Finding, { kind: 'goal' }>[] = [];
let database = 'none';
const began = performance.now();
for (const [bench, about, ...args] of passes) {
  const command = ['node', `bench/${bench}.ts`, ...args].join(' ');
  console.log(`\n— ${command}`);
  const begin = performance.now();
  const { findings, code } = await run(bench, args);
  const seconds = Math.round((performance.now() - begin) / 1_000);
  if (code !== 0) process.exitCode = 1;
  sections.push(`## ${bench}`, `${about} \`${command}\`, ${seconds} s.`);
  if (code !== 0) sections.push(`**It ended with ${code} before it was done.**`);
  for (const finding of findings) {
    if (finding.kind === 'goal') goals.push(finding);
    else if (finding.kind === 'database') database = finding.version;
    else if (finding.kind === 'remark') sections.push(finding.text);
    else sections.push(`${finding.title}:`, markdown(finding.rows));
  }
}
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
const file = path.join(folder, 'RESULTS.md');
await writeFile(
  file,
  [
    '# What was measured',
    `Written by \`npm run bench\` in ${minutes} minutes, ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC: a quick pass of every program of this folder. Load, application and database share the machine, so the ratios say more than the single figures. Runs at full size, with remarks, are in [FULL.md](FULL.md).`,
    markdown([await machine()]),
    '## What is asked',
    markdown(
      goals.map(({ what, asked, measured, met }) => ({ what, asked, measured, '': met ? 'reached' : 'missed' })),
    ),
    ...sections,
    '',
  ].join('\n\n'),
);
spawnSync('npx', ['oxfmt', file], { stdio: 'inherit' });
console.log(`\n${minutes} minutes; the tables are in ${path.relative(process.cwd(), file)}`);

async function run(bench: string, args: string[]): Promise<{ findings: Finding[]; code: number | null }> {
  const child = fork(path.join(folder, `${bench}.ts`), args);
  const findings: Finding[] = [];
  child.on('message', (finding) => findings.push(finding as Finding));
  return new Promise((resolve) => child.once('close', (code) => resolve({ findings, code })));
}

async function machine() {
  const cpus = os.cpus();
  const memory = /MemTotal:\s+(\d+)/.exec(await readFile('/proc/meminfo', 'utf8'))![1];
  return {
    cores: cpus.length,
    processor: cpus[0]!.model,
    'memory GiB': Math.round(Number(memory) / 2 ** 20),
    kernel: os.release(),
    node: process.version,
    PostgreSQL: database,
  };
}

function markdown(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const aligned = columns.map((column) => (typeof rows[0]![column] === 'number' ? '---:' : '---'));
  return [line(columns), line(aligned), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join(
    '\n',
  );
}
