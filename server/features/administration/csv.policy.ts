// Pure: rows as CSV (RFC 4180) that no spreadsheet takes for a formula.

// What Excel, LibreOffice and Google Sheets begin to calculate at; OWASP's list. Such a text gets an apostrophe in front.
const formula = /^[=+\-@\t\r]/;
const needsQuotes = /[",\r\n]/;

export function csvField(value: string | null): string {
  if (value === null) return '';
  const inert = formula.test(value) ? `'${value}` : value;
  return needsQuotes.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

export const csvLine = (values: readonly (string | null)[]): string => `${values.map(csvField).join(',')}\r\n`;
