// Where urgent help is: the set for the United Kingdom. The words around it are in the catalogue.
export interface HelpLine {
  name: 'emergency' | 'mentalHealthLine' | 'listening' | 'text';
  number: string;
  href: string;
}

export const helpLines: readonly HelpLine[] = [
  { name: 'emergency', number: '999', href: 'tel:999' },
  { name: 'mentalHealthLine', number: '111', href: 'tel:111' },
  { name: 'listening', number: '116 123', href: 'tel:116123' },
  { name: 'text', number: '85258', href: 'sms:85258?&body=SHOUT' },
];
