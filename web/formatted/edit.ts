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

/** Pure. A mark that is there already is taken away. */
export function edit(value: string, start: number, end: number, mark: Mark): Edit {
  const chosen = value.slice(start, end);
  if (mark === 'bold' || mark === 'italic') {
    const sign = around[mark];
    const marked = value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign;
    if (marked) {
      const from = start - sign.length;
      return { from, to: end + sign.length, text: chosen, select: [from, from + chosen.length] };
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
    const text = isAddress ? `[](${chosen})` : `[${chosen}](https://)`;
    const at = isAddress ? start + 1 : start + text.length - 1;
    return { from: start, to: end, text, select: [at, at] };
  }
  const sign = before[mark];
  const from = value.lastIndexOf('\n', start - 1) + 1;
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

export function applyMark(box: HTMLTextAreaElement, mark: Mark): void {
  const { from, to, text, select } = edit(box.value, box.selectionStart, box.selectionEnd, mark);
  box.focus();
  box.setSelectionRange(from, to);
  typeIn(box, text);
  box.setSelectionRange(...select);
}

export function typeIn(box: HTMLTextAreaElement, text: string): void {
  // The only way to write into a field that undo knows about; every browser keeps it for that.
  // oxlint-disable-next-line typescript/no-deprecated
  if (document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
