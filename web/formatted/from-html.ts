// Rich text from the clipboard as the few forms a message has; everything else keeps only its words.
import { safeAddress } from './lex.ts';

const blocks = new Set(['P', 'DIV', 'SECTION', 'ARTICLE', 'TABLE', 'TR', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'PRE']);
const silent = new Set(['SCRIPT', 'STYLE', 'HEAD', 'TITLE', 'TEMPLATE', 'NOSCRIPT', 'IFRAME', 'OBJECT']);

/** The document is parsed apart from the page: nothing in it runs or loads. */
export function fromHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return inside(body)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const inside = (node: Node): string => [...node.childNodes].map(words).join('');

function words(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(/\s+/g, ' ');
  if (!(node instanceof Element) || silent.has(node.tagName)) return '';
  const { tagName } = node;
  if (tagName === 'BR') return '\n';
  if (tagName === 'A') return link(inside(node), node.getAttribute('href') ?? '');
  if (tagName === 'UL' || tagName === 'OL') return `\n\n${items(node)}\n\n`;
  if (tagName === 'BLOCKQUOTE') return `\n\n${lines(inside(node), '> ')}\n\n`;
  const text = weighted(node, inside(node));
  return blocks.has(tagName) ? `\n\n${text}\n\n` : text;
}

function items(list: Element): string {
  return [...list.children]
    .filter((child) => child.tagName === 'LI')
    .map(
      (item, index) =>
        `${list.tagName === 'OL' ? `${index + 1}.` : '-'} ${inside(item)
          .trim()
          .replace(/\s*\n\s*/g, '\n  ')}`,
    )
    .join('\n');
}

const lines = (text: string, sign: string) =>
  text
    .trim()
    .replace(/\n{3,}/g, '\n\n')
    .split('\n')
    .map((line) => sign + line.trim())
    .join('\n');

/** Word processors say bold and italic by style, and write `<b style="font-weight:normal">` around everything. */
function weighted(node: Element, text: string): string {
  const style = node.getAttribute('style') ?? '';
  const light = /font-weight:\s*(?:normal|400)/.test(style);
  const bold = /^(?:B|STRONG|H[1-6])$/.test(node.tagName) || /font-weight:\s*(?:bold|[6-9]00)/.test(style);
  const italic = /^(?:I|EM)$/.test(node.tagName) || /font-style:\s*italic/.test(style);
  const tilted = italic ? wrapped(text, '_') : text;
  return bold && !light ? wrapped(tilted, '**') : tilted;
}

function wrapped(text: string, sign: string): string {
  const inner = text.trim();
  if (!inner || inner.includes('\n') || inner.startsWith(sign)) return text;
  return text.replace(inner, () => `${sign}${inner}${sign}`);
}

function link(text: string, href: string): string {
  const address = safeAddress(href);
  const name = text.trim().replace(/[[\]\n]/g, ' ');
  if (address === null || !name) return text;
  return name === address ? address : `[${name}](${address.replace(/[()\s]/g, encodeURIComponent)})`;
}
