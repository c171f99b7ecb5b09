// Puts text on the clipboard and says whether that worked.
import i18next from 'i18next';
import { toast } from '../kit/Toasts.tsx';

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(i18next.t('messages.copied'));
  } catch {
    toast(i18next.t('messages.copyFailed'), 'wrong');
  }
}
