// Text into the few forms that a message can have: paragraphs, lists, quotes, bold, italic and links. Everything else
// that Markdown or HTML would make of it (headings, pictures, tables, tags) stays the characters that were typed.
import { Lexer, Tokenizer } from 'marked';
import type { Token } from 'marked';

const no = () => undefined;

/** Forms in forms; deeper ones stay as typed, so that no text can exhaust the stack of whoever reads it. */
const deepest = 6;
/** Nobody emphasizes so often; looking for the ends of so many would take seconds (10,000 characters of `**_a`: 1.6 s). */
const mostEmphasis = 1_000;

/** What a message does not have is not looked for. */
class FewForms extends Tokenizer {
  #depth = 0;
  readonly #emphasis: boolean;

  constructor(text: string) {
    super();
    this.#emphasis = (text.match(/[*_]/g)?.length ?? 0) <= mostEmphasis;
  }

  #within<T>(form: () => T | undefined): T | undefined {
    if (this.#depth >= deepest) return undefined;
    this.#depth += 1;
    try {
      return form();
    } finally {
      this.#depth -= 1;
    }
  }

  override blockquote(src: string) {
    return this.#within(() => super.blockquote(src));
  }
  override list(src: string) {
    return this.#within(() => super.list(src));
  }
  override emStrong(src: string, maskedSrc: string, prevChar?: string) {
    return this.#emphasis ? this.#within(() => super.emStrong(src, maskedSrc, prevChar)) : undefined;
  }
  override link(src: string) {
    return this.#within(() => super.link(src));
  }

  override code = no;
  override fences = no;
  override heading = no;
  override lheading = no;
  override hr = no;
  override html = no;
  override tag = no;
  override def = no;
  override table = no;
  override reflink = no;
  override codespan = no;
  override del = no;
  override escape = no;
}

export type { Token };

export const lexMessage = (text: string): Token[] =>
  new Lexer({ gfm: true, breaks: true, tokenizer: new FewForms(text) }).lex(text);

/** The address when it leads to a page or a mailbox, otherwise null. */
export function safeAddress(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const { protocol } = new URL(href);
  return protocol === 'https:' || protocol === 'http:' || protocol === 'mailto:' ? href : null;
}

/** Whether a link's text is the place it leads to, or an address there; to hold it somewhere is not enough. */
export function namesPlace(text: string, place: string): boolean {
  if (text === place) return true;
  const { host, username } = URL.canParse(text) ? new URL(text) : { host: '', username: '' };
  return host === place && username === '';
}
