// Loaded into a process of the product from outside (`NODE_OPTIONS=--import …`): its clock is off by what a file says, in milliseconds.
import { readFileSync } from 'node:fs';

const file = process.env['CHAOS_CLOCK'];
if (file) {
  let offset = 0;
  const now = Date.now;
  const look = () => {
    try {
      offset = Number(readFileSync(file, 'utf8'));
    } catch {
      offset = 0; // Nobody has moved it.
    }
  };
  look();
  setInterval(look, 50).unref();
  const shifted: DateConstructor = new Proxy(Date, {
    construct: (real, given, asked) =>
      Reflect.construct(real, given.length === 0 ? [now() + offset] : given, asked === shifted ? real : asked) as Date,
    apply: () => new shifted().toString(),
    get: (real, name) => (name === 'now' ? () => now() + offset : (Reflect.get(real, name) as unknown)),
  });
  globalThis.Date = shifted;
}
