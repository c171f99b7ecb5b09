// What pages are given of the contract: of an endpoint the way to it and the form of what is sent; the rest is the server's and
// the API description's. A module of the contract defines everything without any effect, so what no page uses is left out too.
import { Visitor, parseSync } from 'vite';

const needed = ['method', 'path', 'body'];

export function leaveOut(code: string, id: string): string {
  const edits: { start: number; end: number; text: string }[] = [];
  const { program } = parseSync(id, code);
  new Visitor({
    CallExpression({ callee, arguments: [definition] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'endpoint') return;
      if (definition?.type !== 'ObjectExpression') return;
      for (const part of definition.properties) {
        if (part.type !== 'Property' || part.key.type !== 'Identifier' || needed.includes(part.key.name)) continue;
        const comma = /^\s*,/.exec(code.slice(part.end))?.[0].length ?? 0;
        edits.push({ start: part.start, end: part.end + comma, text: '' });
      }
    },
  }).visit(program);
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { init } of declaration.declarations) {
      if (!init) continue;
      edits.push({ start: init.start, end: init.start, text: '/* @__PURE__ */ (() => (' });
      edits.push({ start: init.end, end: init.end, text: '))()' });
    }
  }
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end, text }) => rest.slice(0, start) + text + rest.slice(end), code);
}

export const contractForPages = {
  name: 'contract-for-pages',
  transform: { order: 'pre' as const, filter: { id: /\/contract\/[^/]+\.ts$/ }, handler: leaveOut },
};
