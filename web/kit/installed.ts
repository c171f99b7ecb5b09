// The service worker: keeps the shell for a slow or missing network and shows pushes. A failure costs nothing but that.
if ('serviceWorker' in navigator && isSecureContext) {
  addEventListener('load', () => {
    navigator.serviceWorker.register('/sw.js').catch(console.warn);
  });
}
