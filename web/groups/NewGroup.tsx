// A new group: a name and the people in it.
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import { characters, limits } from '../../contract/text.ts';
import { useAttempt } from '../api/attempt.ts';
import { PersonPicker } from '../conversation/PersonPicker.tsx';
import { Avatar } from '../kit/Avatar.tsx';
import { Button, IconButton } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { addWords } from '../kit/language.ts';
import { useKept } from '../kit/kept.ts';
import { ThrowAway } from '../kit/ThrowAway.tsx';
import { toast } from '../kit/Toasts.tsx';
import words from '../locales/en/groups.json';
import { useCreateGroup } from './groups.ts';
import styles from './groups.module.css';

addWords(words);

const empty: { subject: string; people: readonly Person[] } = { subject: '', people: [] };

export function NewGroup({ onClose, onMade }: { onClose: () => void; onMade: (conversationId: string) => void }) {
  const { t } = useTranslation();
  const form = useKept('group', empty);
  const { subject, people } = form.now;
  const [asked, setAsked] = useState(false);
  const create = useCreateGroup();
  const content = { subject: subject.trim(), memberIds: people.map((person) => person.id).toSorted() };
  const attempt = useAttempt(content, create.error);
  const length = characters(content.subject);
  const named = length > 0 && length <= limits.groupName;
  const submit = () => {
    setAsked(true);
    if (!named || people.length === 0 || create.isPending) return;
    form.dropAfter(
      create.mutateAsync(
        { clientId: attempt.clientId(), ...content },
        {
          onSuccess: ({ id }) => {
            toast(t('groups.made'));
            onMade(id);
          },
        },
      ),
    );
  };
  return (
    <Dialog title={t('groups.new')} onClose={onClose}>
      <form
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p>{t('groups.newAbout')}</p>
        <FormError>{attempt.sentence}</FormError>
        <Field
          label={t('groups.name')}
          hint={t('groups.nameHint')}
          error={asked && !named ? t('groups.nameMissing') : undefined}
          required
          value={subject}
          onChange={(event) => form.keep({ subject: event.target.value })}
        />
        {people.length > 0 && (
          <ul className={styles['chosen']} aria-label={t('groups.chosen')}>
            {people.map((person) => (
              <li key={person.id}>
                <Avatar name={person.displayName} tone={person.role} small />
                <span>{person.displayName}</span>
                <IconButton
                  label={t('groups.drop', { name: person.displayName })}
                  icon={<IconX size={18} aria-hidden="true" />}
                  onClick={() => form.keep({ people: people.filter((one) => one !== person) })}
                />
              </li>
            ))}
          </ul>
        )}
        <PersonPicker
          key={people.length}
          label={t('groups.people')}
          without={people}
          startEmpty={people.length > 0}
          onPick={(person) => form.keep({ people: [...people, person] })}
        />
        {asked && people.length === 0 && <p className={styles['missing']}>{t('groups.peopleMissing')}</p>}
        <p className={styles['quiet']}>{t('groups.invites')}</p>
        <footer>
          <ThrowAway form={form} />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" aria-disabled={create.isPending}>
            {t(create.isPending ? 'groups.making' : 'groups.make')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
