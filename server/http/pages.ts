// The built pages behind four doors; each role's page is given to that role alone.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { roles } from '../../contract/endpoint.ts';
import type { HelpLines } from '../../contract/help-lines.ts';
import { pagePolicy } from './headers.ts';
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
  // Their names change with their content.
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, { cacheControl: true, immutable: true, maxAge: '365d' }),
  );
  app.get<{ Params: { file: string } }>('/:file', (request, reply) => {
    if (!publicFile.test(request.params.file)) return reply.callNotFound();
    // A worker obeys the policy it came with, not that of the page.
    if (request.params.file === 'sw.js') void reply.header('content-security-policy', pagePolicy);
    return reply.sendFile(request.params.file, { cacheControl: true, maxAge: 0 });
  });
}

async function page(reply: FastifyReply, deps: HttpDeps, folder: string, name: string) {
  const html = await readFile(path.join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (html === null)
    return reply.code(503).type('text/plain; charset=utf-8').send('The pages are not built: npm run build:web');
  return reply
    .header('content-security-policy', pagePolicy)
    .type('text/html; charset=utf-8')
    .send(withHelp(html, deps.config.helpLines));
}

/** The clinic's own lines of urgent help come with the page itself: they are there also when nothing else answers. */
function withHelp(html: string, lines: HelpLines | undefined): string {
  if (!lines) return html;
  const content = JSON.stringify(lines).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return html.replace('</head>', () => `<meta name="help-lines" content="${content}" /></head>`);
}
