// Who is in a group, and what can be changed about it by whoever looks.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import type { Member } from '../../contract/groups.ts';
import type { Conversation } from '../../contract/messages.ts';
import { useMe } from '../api/hooks.ts';
import { sentenceFor } from '../api/sentence.ts';
import { PersonPicker } from '../conversation/PersonPicker.tsx';
import { Avatar } from '../kit/Avatar.tsx';
import { Button } from '../kit/Button.tsx';
import { Confirm, Dialog } from '../kit/Dialog.tsx';
import { addWords } from '../kit/language.ts';
import { go } from '../kit/route.tsx';
import { Loading, WentWrong } from '../kit/States.tsx';
import { toast } from '../kit/Toasts.tsx';
import { When } from '../kit/When.tsx';
import words from '../locales/en/groups.json';
import { useChangeGroup, useMembers } from './groups.ts';
import { Rename } from './Rename.tsx';
import styles from './groups.module.css';

addWords(words);

interface Props {
  conversation: Conversation;
  inbox: string;
  onClose: () => void;
}

export function GroupPanel({ conversation, inbox, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const { data, error, refetch } = useMembers(conversation.id);
  const change = useChangeGroup(conversation.id);
  const [leaving, setLeaving] = useState(false);
  const [removing, setRemoving] = useState<Person | null>(null);
  const members = data?.items ?? [];
  const maker = members.some((member) => member.maker && member.person.id === me.id);
  const mayChange = me.role !== 'patient' || maker;
  const mayRemove = (member: Member) =>
    mayChange && member.person.id !== me.id && (!member.maker || me.role === 'admin');
  const refused = (refusal: Error) => toast(sentenceFor(refusal), 'wrong');
  const add = (person: Person) =>
    change.add.mutate([person.id], {
      onSuccess: ({ items }) => {
        const joined = items.some((member) => member.person.id === person.id && member.joinedAt);
        toast(t(joined ? 'groups.added' : 'groups.wasInvited', { name: person.displayName }));
      },
      onError: refused,
    });
  const remove = (person: Person) => {
    setRemoving(null);
    change.remove.mutate(person.id, {
      onSuccess: () => toast(t('groups.removed', { name: person.displayName })),
      onError: refused,
    });
  };
  const leave = () => {
    setLeaving(false);
    // Said also when the group has gone from the page by then.
    change.leave.mutateAsync(me.id).then(() => {
      toast(t('groups.left'));
      go(inbox);
    }, refused);
  };
  return (
    <Dialog title={conversation.subject ?? t('groups.members')} onClose={onClose}>
      <div className={styles['form']}>
        {!data &&
          (error ? <WentWrong title={t('groups.membersFailed')} retry={() => void refetch()} /> : <Loading rows={3} />)}
        <ul className={styles['members']} aria-label={t('groups.members')}>
          {members.map((member) => (
            <MemberRow
              key={member.person.id}
              member={member}
              me={me.id}
              {...(mayRemove(member) && { onRemove: () => setRemoving(member.person) })}
            />
          ))}
        </ul>
        {data && mayChange && (
          <>
            <PersonPicker
              key={members.length}
              startEmpty
              label={t('groups.add')}
              without={members.map((member) => member.person)}
              onPick={add}
            />
            <Rename subject={conversation.subject ?? ''} rename={change.rename} />
          </>
        )}
        <div className={styles['actions']}>
          <Button kind="danger" onClick={() => setLeaving(true)}>
            {t('groups.leave')}
          </Button>
        </div>
      </div>
      {leaving && (
        <Confirm
          title={t('groups.leaveTitle')}
          action={t('groups.leave')}
          onConfirm={leave}
          onClose={() => setLeaving(false)}
        >
          <p>{t('groups.leaveAbout')}</p>
        </Confirm>
      )}
      {removing && (
        <Confirm
          title={t('groups.removeTitle', { name: removing.displayName })}
          action={t('groups.remove')}
          onConfirm={() => remove(removing)}
          onClose={() => setRemoving(null)}
        >
          <p>{t('groups.removeAbout')}</p>
        </Confirm>
      )}
    </Dialog>
  );
}

function MemberRow({
  member: { person, maker, joinedAt },
  me,
  onRemove,
}: {
  member: Member;
  me: string;
  onRemove?: () => void;
}) {
  const { t } = useTranslation();
  const name = person.displayName;
  return (
    <li>
      <Avatar name={name} tone={person.role} small />
      <div>
        <strong>{person.id === me ? t('groups.you', { name }) : name}</strong>
        <p>
          {person.headline ?? t(`roles.${person.role}`)} ·{' '}
          {maker ? (
            t('groups.maker')
          ) : joinedAt ? (
            <>
              {t('groups.joined')} <When at={joinedAt} />
            </>
          ) : (
            t('groups.invited')
          )}
        </p>
      </div>
      {onRemove && (
        <Button kind="plain" aria-label={t('groups.removeName', { name })} onClick={onRemove}>
          {t('groups.remove')}
        </Button>
      )}
    </li>
  );
}
