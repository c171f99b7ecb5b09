// The only entry: configuration, log, signals and exit codes around one running house.
import { readConfig } from './config.ts';
import { onStopSignal } from './drain.ts';
import { faultOf } from './http/answers.ts';
import { openLog } from './log.ts';
import type { Log } from './log.ts';
import { openHouse } from './open-house.ts';

const demo = process.argv.includes('--demo');

async function run({ log, file, flush }: Log, config: ReturnType<typeof readConfig>): Promise<void> {
  const opening = openHouse(config, log, demo);
  let stopping: Promise<never> | undefined;
  const stop = (code: number) => (stopping ??= end(code));
  const end = async (code: number) => {
    log.info('stopping');
    const house = await opening.catch(() => undefined);
    await house?.close().catch((error: Error) => {
      code = 1;
      log.error({ fault: faultOf(error) }, 'stopping went wrong');
    });
    log.info('stopped');
    flush();
    process.exit(code);
  };
  const exitNow = (code: number) => {
    flush();
    process.exit(code);
  };
  onStopSignal(
    () => void stop(0),
    () => exitNow(1),
  );
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: Error) => {
      log.fatal({ fault: faultOf(error) }, 'a fault nobody caught');
      void stop(1);
    });
  }
  try {
    const { words, address } = await opening;
    const stream = config.logTo === 'stdout' ? process.stderr : process.stdout;
    const whereTheLogIs = file ? [`The log is in ${file}`] : [];
    stream.write([...words, ...whereTheLogIs, `Healing Space is ready at ${address}`, ''].join('\n'));
  } catch (error) {
    log.fatal({ fault: faultOf(error as Error) }, 'the start failed');
    flush();
    throw error;
  }
}

try {
  const config = readConfig(process.env);
  await run(await openLog(config), config);
} catch (error) {
  // Plain errors are sentences for whoever starts the product; anything else is a fault of ours and shows where.
  const { constructor, message, stack } = error as Error;
  process.stderr.write(`${constructor === Error ? message : stack}\n`);
  process.exit(1);
}
