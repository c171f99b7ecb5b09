// `npm run search:reindex`: makes what search finds messages by anew, while the house runs or not.
import { readConfig } from '../config.ts';
import { reindex } from '../features/search/reindex.ts';
import { createSearchTokens } from '../vault/search-tokens.ts';
import { withOperatorDatabase } from './open-for-operator.ts';

try {
  let shown = 0;
  const count = await withOperatorDatabase(readConfig(process.env), (db, keys, vault) =>
    reindex({ db, vault, searchTokens: createSearchTokens(keys.search) }, (done) => {
      if (done - shown < 10_000) return;
      shown = done;
      console.log(`${done} messages so far`);
    }),
  );
  console.log(`${count} messages can be found.`);
} catch (error) {
  const { constructor, message, stack } = error as Error;
  console.error(constructor === Error ? message : stack);
  process.exitCode = 1;
}
