// What a person sees at an address that leads nowhere, urgent help first; a program gets the JSON answer.
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

export const isPageVisit = (request: FastifyRequest): boolean =>
  request.method === 'GET' && !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');

const style = `
:root { color-scheme: light dark }
body { margin: 0; background: light-dark(#f6f5f1, #0f1719); color: light-dark(#1c2b2d, #e4ecea); font: 1.05rem/1.55 system-ui, sans-serif }
aside { padding: 12px 20px; background: light-dark(#f4e4d4, #33241a); color: light-dark(#4a2a12, #f6dcc6) }
aside p, aside ul { max-width: 720px; margin: 8px auto }
ul { display: flex; flex-wrap: wrap; gap: 8px; padding: 0; list-style: none }
aside a { display: grid; place-items: center; min-height: 48px; padding: 0 18px; border-radius: 12px; background: light-dark(#7a3416, #f0b48c); color: light-dark(#fff, #2b1406); font-weight: 600; text-decoration: none }
main { max-width: 720px; margin: 48px auto; padding: 0 20px }
h1 { font-weight: 500 }
main a { color: light-dark(#14605c, #8bd6cd) }
a:focus-visible { outline: 3px solid light-dark(#0b57d0, #9cc2ff); outline-offset: 2px }
`;

export const missingPagePolicy = `default-src 'none'; frame-ancestors 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`;

export const missingPage = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <title>Not found – Healing Space</title>
  <style>${style}</style>
  <aside aria-label="Urgent help">
    <p><strong>Need help right now?</strong> Messages are not watched around the clock.</p>
    <ul>
      <li><a href="tel:999">Emergency: call 999</a></li>
      <li><a href="tel:111">NHS 111, option 2</a></li>
      <li><a href="tel:116123">Samaritans: call 116 123</a></li>
      <li><a href="sms:85258?&amp;body=SHOUT">Shout: text 85258</a></li>
    </ul>
  </aside>
  <main>
    <h1>This page does not exist</h1>
    <p>The address may be mistyped or old. <a href="/">Go to Healing Space</a></p>
  </main>
</html>
`;
