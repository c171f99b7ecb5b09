// The built pages behind four doors; each role's page, and every file that only its door uses, is given to that role alone.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { roles } from '../../contract/endpoint.ts';
import { pagePolicy } from './headers.ts';
import { escapeHtml, sendHelpPage } from './help-page.ts';
import type { HttpDeps } from './mount.ts';

const publicFile = /^[\w-]+\.(?:js|svg|png|ico|txt|webmanifest)$/;

export async function pages(app: FastifyInstance, deps: HttpDeps, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    cacheControl: false,
    preCompressed: true,
    dotfiles: 'ignore',
  });

  for (const door of ['/', '/register', '/setup', '/forgot', '/password']) {
    app.get(door, async (request, reply) => {
      const actor = await deps.sessions.identify(request, true);
      // A link to choose a password works also where somebody is signed in.
      return actor && door !== '/password'
        ? reply.redirect(`/${actor.role}/`)
        : page(reply, deps, folder, 'index.html');
    });
  }
  for (const role of roles) {
    for (const url of [`/${role}`, `/${role}/*`]) {
      app.get(url, async (request, reply) => {
        const actor = await deps.sessions.identify(request, true);
        if (actor?.role !== role) return reply.redirect(actor ? `/${actor.role}/` : '/');
        return page(reply, deps, folder, `${role}/index.html`);
      });
    }
  }
  app.get('/urgent-help', (_request, reply) => sendHelpPage(reply, deps.config.helpLines, false));
  const doorsOf = readDoors(path.join(folder, 'doors.json'));
  app.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) => {
    const file = `assets/${request.params['*']}`;
    const doors = await doorsOf(file);
    const open = doors.includes('entrance');
    if (!open) {
      const actor = doors.length > 0 && (await deps.sessions.identify(request, true));
      if (!actor || !doors.includes(actor.role)) return reply.callNotFound();
    }
    // Their names change with their content.
    void reply.header('cache-control', `${open ? 'public' : 'private'}, max-age=31536000, immutable`);
    return reply.sendFile(file);
  });
  app.get<{ Params: { file: string } }>('/:file', (request, reply) => {
    if (!publicFile.test(request.params.file)) return reply.callNotFound();
    // A worker obeys the policy it came with, not that of the page.
    if (request.params.file === 'sw.js') void reply.header('content-security-policy', pagePolicy);
    return reply.sendFile(request.params.file, { cacheControl: true, maxAge: 0 });
  });
}

/** Read anew after each build, so that pages may be built under a running server. */
function readDoors(file: string): (asset: string) => Promise<readonly string[]> {
  let known: { at: number; doors: Readonly<Record<string, readonly string[]>> } | null = null;
  return async (asset) => {
    const found = await stat(file).catch(absent);
    if (!found) return [];
    if (known?.at !== found.mtimeMs)
      known = { at: found.mtimeMs, doors: JSON.parse(await readFile(file, 'utf8')) as Record<string, string[]> };
    return Object.hasOwn(known.doors, asset) ? known.doors[asset]! : [];
  };
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

async function page(reply: FastifyReply, deps: HttpDeps, folder: string, name: string) {
  const html = await readFile(path.join(folder, name), 'utf8').catch(absent);
  if (html === null)
    return reply.code(503).type('text/plain; charset=utf-8').send('The pages are not built: npm run build:web');
  return reply
    .header('content-security-policy', pagePolicy)
    .type('text/html; charset=utf-8')
    .send(withClinic(html, deps));
}

/** What the pages have to know of the clinic comes with them: urgent help is there also when nothing else answers. */
function withClinic(html: string, { config: { helpLines }, mailer }: HttpDeps): string {
  const help = helpLines ? `<meta name="help-lines" content="${escapeHtml(JSON.stringify(helpLines))}" />` : '';
  const mail = mailer ? '' : '<meta name="no-mail" content="" />';
  return html.replace('</head>', () => `${mail}${help}</head>`);
}
