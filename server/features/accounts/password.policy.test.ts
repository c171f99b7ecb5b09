// Which passwords are refused as too easily guessed.
import { expect, test } from 'vitest';
import { refusePassword } from './password.policy.ts';

test.each([
  'qwertyuiop',
  'QwertyUiop',
  '1234567890',
  'password1234',
  'Sunshine2024!',
  'aaaaaaaaaa',
  'ababababab',
  'my.anna.key.77',
])('%s is too common', (password) => {
  expect(refusePassword(password, 'anna')).toBe('password_too_common');
});

test.each(['a quiet evening walk', 'tH3-lamp-is-green', 'Käsekuchen am Sonntag'])('%s is accepted', (password) => {
  expect(refusePassword(password, 'anna')).toBeNull();
});
