// What a conversation is called and how its picture is tinted.
import type { Conversation } from '../../contract/messages.ts';
import type { Tone } from '../kit/Avatar.tsx';

export const nameOf = ({ subject, peer }: Conversation): string => peer?.displayName ?? subject ?? '';
export const toneOf = ({ kind, peer }: Conversation): Tone => (kind === 'direct' ? (peer?.role ?? 'group') : 'group');
