// `npm run audit:verify [-- --expect position:mac]`: exit code 0 when the audit chain is whole, 1 when anything was found.
import { parseArgs } from 'node:util';
import { verifyAudit } from '../audit/verify.ts';
import { readConfig } from '../config.ts';
import { withOperatorDatabase } from './open-for-operator.ts';

try {
  const { values } = parseArgs({ options: { expect: { type: 'string' } } });
  const { expect } = values;
  if (expect !== undefined && !/^[1-9]\d{0,15}:[0-9a-f]{64}$/.test(expect)) {
    throw new Error('--expect takes the head that an earlier proof printed, as position:mac.');
  }
  const verdict = await withOperatorDatabase(readConfig(process.env), (db, keys) =>
    verifyAudit(db, keys.audit, (finding) => console.log(finding), expect),
  );
  const { findings, chained, waiting, checkpoints, head } = verdict;
  console.log(`${chained} entries in ${checkpoints} checkpoints, ${waiting} waiting for the next one.`);
  console.log(
    head
      ? `Head of the chain: ${head} (keep it elsewhere; give it to a later proof as --expect)`
      : 'There is no checkpoint yet.',
  );
  console.log(
    findings === 0 ? 'The audit trail is whole.' : `The audit trail was tampered with: ${findings} findings.`,
  );
  process.exitCode = findings === 0 ? 0 : 1;
} catch (error) {
  const { constructor, message, stack } = error as Error;
  console.error(constructor === Error ? message : stack);
  process.exitCode = 1;
}
