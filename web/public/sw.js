// The shell of the app on this device, and pushes. Nothing of /api is ever kept: no message, no name, no account.
const shell = 'shell-1';
/** Files of past builds that are kept besides those of this one. */
const mostFiles = 120;
/** Files that keep their names, and the page of urgent help. */
const named = ['/leaf.svg', '/theme.js', '/urgent-help'];
const rooms = ['patient', 'clinician', 'admin'];

self.addEventListener('install', (event) => {
  // The first visit of all loads before there is a worker: what it loaded is kept now.
  const doors = ['/', ...rooms.map((room) => `/${room}/`)];
  event.waitUntil(Promise.all([caches.open(shell).then((cache) => cache.addAll(named)), ...doors.map(keepDoor)]));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== shell).map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
      // Somebody may have signed in while the worker was being installed.
      .then(() => self.clients.matchAll({ type: 'window' }))
      .then((windows) => Promise.all(windows.map(({ url }) => keepDoor(doorOf(new URL(url).pathname))))),
  );
});

const isPage = (pathname) => /^\/($|register$|forgot$|(patient|clinician|admin)(\/|$))/.test(pathname);

/** One page stands for all addresses of a door. */
function doorOf(pathname) {
  const [, first = ''] = pathname.split('/');
  return rooms.includes(first) ? `/${first}/` : '/';
}

async function keepDoor(door) {
  const page = await fetch(door, { redirect: 'manual' });
  if (page.ok) await keepPage(door, page);
}

/** The page itself says nothing about anybody; who is signed in, it asks when it has loaded. It is kept once its files are. */
async function keepPage(door, page) {
  const cache = await caches.open(shell);
  const html = await page.text();
  const files = new Set(html.match(/\/assets\/[\w.-]+/g));
  await Promise.all([...files].map(async (file) => (await cache.match(file)) ?? cache.add(file)));
  await cache.put(door, new Response(html, { headers: page.headers }));
}

async function openDoor(event, pathname) {
  const door = doorOf(pathname);
  try {
    const page = await fetch(event.request);
    if (page.ok) event.waitUntil(keepPage(door, page.clone()));
    return page;
  } catch (error) {
    const cache = await caches.open(shell);
    // Whoever comes to the entrance has most likely signed in here before.
    if (pathname === '/')
      for (const room of rooms) if (await cache.match(`/${room}/`)) return Response.redirect(`/${room}/`);
    const before = await cache.match(door);
    if (before) return before;
    throw error;
  }
}

async function fromNetworkFirst(request, kept) {
  const cache = await caches.open(shell);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(kept, answer.clone());
    return answer;
  } catch (error) {
    const before = await cache.match(kept);
    if (before) return before;
    throw error;
  }
}

async function fromShellFirst(request) {
  const cache = await caches.open(shell);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const files = (await cache.keys()).filter((one) => new URL(one.url).pathname.startsWith('/assets/'));
    await Promise.all(files.slice(0, Math.max(0, files.length - mostFiles)).map((one) => cache.delete(one)));
  }
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate' && isPage(pathname)) event.respondWith(openDoor(event, pathname));
  else if (pathname.startsWith('/assets/')) event.respondWith(fromShellFirst(request));
  else if (named.includes(pathname)) event.respondWith(fromNetworkFirst(request, pathname));
});

self.addEventListener('push', (event) => {
  const { title, body } = event.data.json();
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      icon: '/icon-192.png',
      badge: '/leaf.svg',
      tag: 'new',
      renotify: true,
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then((windows) => {
      const open = windows.find((window) => 'focus' in window);
      return open ? open.focus() : self.clients.openWindow('/');
    }),
  );
});
