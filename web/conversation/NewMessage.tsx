// A new message: somebody is chosen from those one may write to, or something unfinished is gone on with.
import { useQueryClient } from '@tanstack/react-query';
import { IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import type { Role } from '../../contract/endpoint.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { toast } from '../kit/Toasts.tsx';
import { held, moveDraft, nothing, placeOf, saveNow } from './drafts.ts';
import { keys } from '../live/cache.ts';
import { MessageTo } from './MessageTo.tsx';
import { PersonPicker } from './PersonPicker.tsx';
import { Unfinished } from './Unfinished.tsx';

export function NewMessage({
  to,
  template,
  only,
  subject,
  quick,
  onClose,
  onSent,
  onGroup,
}: {
  to: Person | null;
  /** Id of the template it begins with. */
  template: string | null;
  /** Whom it may be for. */
  only?: Role | undefined;
  /** What it is about, unless something is being written already. */
  subject?: string | undefined;
  quick?: ReactNode;
  onClose: () => void;
  onSent: (conversationId: string) => void;
  onGroup: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [person, setPerson] = useState(to);
  /** For whom the text was that goes to whoever is chosen next. */
  const [before, setBefore] = useState<Person | null>(null);
  const pick = (next: Person) => {
    if (before) moveDraft(client, placeOf(before), placeOf(next));
    setBefore(null);
    setPerson(next);
  };
  const close = () => {
    const last = person ?? before;
    if (last) {
      const place = placeOf(last);
      const written = held(client, place);
      if (written.body.trim()) toast(t('newMessage.kept', { name: last.displayName }));
      else if (subject && written.subject === subject) {
        client.setQueryData(keys.draft(place), nothing);
        saveNow(client, place);
      }
    }
    onClose();
  };
  return (
    <Dialog title={t('newMessage.title')} onClose={close}>
      {person ? (
        <MessageTo
          key={person.id}
          person={person}
          template={template}
          subject={subject}
          onChange={
            to
              ? undefined
              : () => {
                  setBefore(person);
                  setPerson(null);
                }
          }
          onClose={onClose}
          onSent={onSent}
        />
      ) : (
        <>
          {!before && <Unfinished only={only} onPick={pick} />}
          {quick}
          <PersonPicker label={t('newMessage.to')} {...(only && { only })} onPick={pick} />
          <Button kind="plain" icon={<IconUsersGroup size={20} aria-hidden="true" />} onClick={onGroup}>
            {t('newMessage.group')}
          </Button>
        </>
      )}
    </Dialog>
  );
}
