// What must stand before anything else runs: the theme this device remembers, so that a dark room never flashes white, and
// that zod does not try to make code out of text, which the policy of these pages forbids and browsers report.
globalThis.__zod_globalConfig = { jitless: true };
try {
  const remembered = localStorage.getItem('theme');
  if (remembered === 'light' || remembered === 'dark') document.documentElement.dataset.theme = remembered;
} catch {
  // Storage is forbidden on this device: the system's own choice stays.
}
