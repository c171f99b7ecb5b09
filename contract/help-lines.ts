// Where urgent help is, as a clinic may say it in place of the built-in lines for the United Kingdom.
import { z } from 'zod';
import { text } from './text.ts';

export const helpLines = z
  .array(
    z.object({
      name: text(1, 60),
      about: text(1, 200),
      /** Words of the button, e.g. `Call 112`. */
      action: text(1, 40),
      href: z.string().regex(/^(tel:\+?[\d-]{2,20}|sms:\+?[\d-]{2,20}(\?&body=\w{1,20})?|https:\/\/[^\s"<>]{4,200})$/, {
        message: 'must be tel:…, sms:… or https://…',
      }),
      /** Shown also beside words that may mean danger. */
      atOnce: z.boolean().default(true),
    }),
  )
  .min(1)
  .max(8)
  .refine(
    (lines) => lines.some((line) => line.atOnce),
    'at least one line must have atOnce: it stands beside words that may mean danger',
  );
export type HelpLines = z.infer<typeof helpLines>;
