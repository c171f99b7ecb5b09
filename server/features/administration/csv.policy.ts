// Pure: rows as CSV (RFC 4180) that no spreadsheet takes for a formula.

// What Excel, LibreOffice and Google Sheets begin to calculate at, at the start of a field or of what they take for one:
// OWASP's list. Such a text gets an apostrophe in front.
const formula = /(?:^|[;,\t\r\n])\s*[=+\-@]|^[\t\r]/;

/** Always in quotes: a reader that separates by semicolons splits none. */
export function csvField(value: string | null): string {
  if (value === null) return '';
  const inert = formula.test(value) ? `'${value}` : value;
  return `"${inert.replaceAll('"', '""')}"`;
}

export const csvLine = (values: readonly (string | null)[]): string => `${values.map(csvField).join(',')}\r\n`;
