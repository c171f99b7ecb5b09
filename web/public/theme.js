// Applies the theme this device remembers before the first paint, so that a dark room never flashes white.
try {
  const remembered = localStorage.getItem('theme');
  if (remembered === 'light' || remembered === 'dark') document.documentElement.dataset.theme = remembered;
} catch {
  // Storage is forbidden on this device: the system's own choice stays.
}
