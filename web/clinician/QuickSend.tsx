// A template for one patient without leaving the page: filled, seen, and sent at once or taken into the message.
import type { Person } from '../../contract/accounts.ts';
import { useWriteTo } from '../care/care.ts';
import { placeOf } from '../conversation/drafts.ts';
import { useWritten, withText } from '../conversation/written.ts';
import { later } from '../kit/later.tsx';
import { go } from '../kit/route.tsx';

const UseTemplate = later(async () => (await import('../templates/UseTemplate.tsx')).UseTemplate);

export interface QuickTo {
  person: Person;
  /** Null before the first message: then it goes into a new one. */
  conversationId: string | null;
}

export function QuickSend({
  to: { person, conversationId },
  base,
  inbox,
  onClose,
}: {
  to: QuickTo;
  base: string;
  inbox: string;
  onClose: () => void;
}) {
  const [written, keep] = useWritten(conversationId ?? placeOf(person));
  const writeTo = useWriteTo(inbox);
  return (
    <UseTemplate
      peer={person}
      {...(conversationId && { conversationId })}
      onClose={onClose}
      onText={(text) => {
        keep({ ...written, body: withText(written.body, text) });
        onClose();
        if (conversationId) go(`${base}/${person.id}`, { state: { pane: 'messages' } });
        else writeTo(person);
      }}
    />
  );
}
