// What the formatting buttons do to the text that is being written: marks around the chosen words or before the lines.
// Written as if it were typed, so that undo takes it back.

export type Mark = 'bold' | 'italic' | 'list' | 'quote' | 'link';

const around = { bold: '**', italic: '_' } as const;
const before = { list: '- ', quote: '> ' } as const;

export interface Edit {
  /** What is replaced, and by what. */
  from: number;
  to: number;
  text: string;
  /** What is chosen afterwards. */
  select: [number, number];
}

const lineStart = (value: string, at: number) => value.lastIndexOf('\n', at - 1) + 1;
/** Whether a mark begins before this place in its line and does not end there. */
const isOpen = (value: string, at: number, sign: string) =>
  value.slice(lineStart(value, at), at).split(sign).length % 2 === 0;

/** Pure. A mark that is there already is taken away. `linkText` stands for a link's words until they are written. */
export function edit(value: string, start: number, end: number, mark: Mark, linkText: string): Edit {
  const chosen = value.slice(start, end);
  if (mark === 'bold' || mark === 'italic') {
    const sign = around[mark];
    const marked = value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign;
    if (marked) {
      const from = start - sign.length;
      return { from, to: end + sign.length, text: chosen, select: [from, from + chosen.length] };
    }
    // Switched off while typing: on behind the mark that closes.
    if (start === end && value.startsWith(sign, end) && isOpen(value, end, sign)) {
      const after = end + sign.length;
      return { from: after, to: after, text: '', select: [after, after] };
    }
    // Marks stand at the words, not at the spaces around them.
    const lead = /^\s*/.exec(chosen)![0].length;
    const inner = chosen.trim();
    const from = start + lead;
    const at = from + sign.length;
    return { from, to: from + inner.length, text: `${sign}${inner}${sign}`, select: [at, at + inner.length] };
  }
  if (mark === 'link') {
    const isAddress = /^(?:https?:\/\/|mailto:)\S+$/.test(chosen);
    const label = isAddress || !chosen ? linkText : chosen;
    const text = isAddress ? `[${label}](${chosen})` : `[${label}](https://)`;
    // What is still to be written is chosen: the label, or the address behind it.
    const select: [number, number] =
      label === chosen ? [start + text.length - 1, start + text.length - 1] : [start + 1, start + 1 + label.length];
    return { from: start, to: end, text, select };
  }
  const sign = before[mark];
  const from = lineStart(value, start);
  const next = value.indexOf('\n', end);
  const to = next === -1 ? value.length : next;
  const lines = value.slice(from, to).split('\n');
  const text = lines.every((line) => line.startsWith(sign))
    ? lines.map((line) => line.slice(sign.length)).join('\n')
    : lines.map((line) => sign + line).join('\n');
  return {
    from,
    to,
    text,
    select: lines.length > 1 ? [from, from + text.length] : [from + text.length, from + text.length],
  };
}

const item = /^(\s{0,3})(?:([-*+])|(\d{1,3})([.)]))(\s+)(.*)$/;

/** Pure. The next item of the list that is written in; an empty item ends it. Null outside of a list. */
export function nextItem(value: string, at: number): Edit | null {
  const from = lineStart(value, at);
  const next = value.indexOf('\n', at);
  const to = next === -1 ? value.length : next;
  const found = item.exec(value.slice(from, to));
  if (!found) return null;
  const [line, lead = '', sign, number, dot = '', space = '', words = ''] = found;
  if (at < to - words.length) return null;
  if (words.trim() === '') {
    // Without an empty line between, what follows would still belong to the item before.
    const text = item.test(value.slice(lineStart(value, from - 1), Math.max(0, from - 1))) ? '\n' : '';
    return { from, to: from + line.length, text, select: [from + text.length, from + text.length] };
  }
  const text = `\n${lead}${sign ?? `${Number(number) + 1}${dot}`}${space}`;
  return { from: at, to: at, text, select: [at + text.length, at + text.length] };
}

export const applyMark = (box: HTMLTextAreaElement, mark: Mark, linkText: string): void =>
  apply(box, edit(box.value, box.selectionStart, box.selectionEnd, mark, linkText));

export function apply(box: HTMLTextAreaElement, { from, to, text, select }: Edit): void {
  box.focus();
  box.setSelectionRange(from, to);
  if (text !== '' || from !== to) typeIn(box, text);
  box.setSelectionRange(...select);
}

export function typeIn(box: HTMLTextAreaElement, text: string): void {
  // The only way to write into a field that undo knows about; every browser keeps it for that.
  // oxlint-disable-next-line typescript/no-deprecated
  if (document.execCommand(text ? 'insertText' : 'delete', false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
