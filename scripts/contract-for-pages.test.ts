import { expect, test } from 'vitest';
import { leaveOut } from './contract-for-pages.ts';

const plain = (code: string) => leaveOut(code, 'contract/some.ts').replaceAll(/\s+/g, ' ');

test('an endpoint keeps the way to it and the form of what is sent', () => {
  const code = `export const sendIt = endpoint({
    name: 'sendIt',
    summary: 'With, commas (and brackets)',
    method: 'POST',
    path: '/api/it',
    body: z.object({ text: longText(5), reply: z.string() }),
    reply: z.object({ id, status: z.literal(['a', 'b']) }),
    status: 201,
  });`;
  expect(plain(code)).toBe(
    "export const sendIt = /* @__PURE__ */ (() => (endpoint({ method: 'POST', path: '/api/it', body: z.object({ text: longText(5), reply: z.string() }), })))();",
  );
});

test('what stands last in one line goes without what follows it', () => {
  expect(plain("const a = endpoint({ path: '/a', reply: nothing }), b = 1;")).toBe(
    "const a = /* @__PURE__ */ (() => (endpoint({ path: '/a', })))(), b = /* @__PURE__ */ (() => (1))();",
  );
});
