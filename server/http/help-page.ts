// Urgent help as a page that needs no program and no other file: for a page whose program has not arrived, and for a person at
// an address that leads nowhere; a program gets the JSON answer there.
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HelpLines } from '../../contract/help-lines.ts';

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

const policy = `default-src 'none'; frame-ancestors 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`;

const builtIn = [
  { name: 'Emergency services', action: 'Call 999', href: 'tel:999' },
  { name: 'NHS 111, option 2', action: 'Call 111', href: 'tel:111' },
  { name: 'Samaritans', action: 'Call 116 123', href: 'tel:116123' },
  { name: 'Shout', action: 'Text 85258', href: 'sms:85258?&body=SHOUT' },
];

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** `missing`: it also says that there is nothing at this address. */
export function sendHelpPage(reply: FastifyReply, lines: HelpLines | undefined, missing: boolean): FastifyReply {
  return reply
    .code(missing ? 404 : 200)
    .header('content-security-policy', policy)
    .type('text/html; charset=utf-8')
    .send(helpPage(lines ?? builtIn, missing));
}

const helpPage = (
  lines: readonly Pick<HelpLines[number], 'name' | 'action' | 'href'>[],
  missing: boolean,
) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <title>${missing ? 'Not found' : 'Urgent help'} – Healing Space</title>
  <style>${style}</style>
  <aside aria-label="Urgent help">
    <p><strong>Need help right now?</strong> Messages are not watched around the clock.</p>
    <ul>
${lines.map(({ name, action, href }) => `      <li><a href="${escapeHtml(href)}">${escapeHtml(`${name}: ${action}`)}</a></li>`).join('\n')}
    </ul>
  </aside>
  <main>
    ${missing ? '<h1>This page does not exist</h1>' : '<h1>Urgent help</h1>'}
    <p>${missing ? 'The address may be mistyped or old. ' : 'If a life is in danger, yours or somebody else’s, call now. '}<a href="/">Go to Healing Space</a></p>
  </main>
</html>
`;
