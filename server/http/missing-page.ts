// What a person sees at an address that leads nowhere; a program gets the JSON answer.
import type { FastifyRequest } from 'fastify';

export const isPageVisit = (request: FastifyRequest): boolean =>
  request.method === 'GET' && !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');

export const missingPage = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <title>Not found – Healing Space</title>
  <h1>This page does not exist</h1>
  <p>The address may be mistyped or old. <a href="/">Go to Healing Space</a></p>
</html>
`;
