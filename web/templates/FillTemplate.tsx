// One template on its way into a message: what cannot be known is asked for, and the whole is shown as it will be read.
import { IconSend2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import { variablesOf } from '../../contract/template-text.ts';
import type { Template } from '../../contract/templates.ts';
import { useAttempt } from '../api/attempt.ts';
import { useMe } from '../api/hooks.ts';
import { CrisisHelp } from '../conversation/CrisisHelp.tsx';
import { FormattedText } from '../formatted/FormattedText.tsx';
import { Button } from '../kit/Button.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { useKept } from '../kit/kept.ts';
import { toast } from '../kit/Toasts.tsx';
import { knownValues, sentenceOf, useReadable, useVariableName } from './fill-in.ts';
import { useSendTemplate } from './templates.ts';
import styles from './templates.module.css';

/** The button that was pressed is gone: the keyboard goes on here. */
const focusOnce = (element: HTMLElement | null) => element?.focus();

interface Props {
  template: Template;
  peer: Person | null;
  conversationId?: string;
  onText: (text: string) => void;
  onAnother: () => void;
  onClose: () => void;
}

export function FillTemplate({ template, peer, conversationId, onText, onAnother, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const nameOf = useVariableName();
  const readable = useReadable();
  const send = useSendTemplate(template.id);
  const known = knownValues(me, peer);
  const variables = variablesOf(template.body);
  const asked = variables.filter((variable) => !known.has(variable));
  const form = useKept(
    `fill:${template.id}:${conversationId ?? peer?.id}`,
    Object.fromEntries(asked.map((variable) => [variable, ''])),
  );
  const given = form.now;
  const values = Object.fromEntries(asked.map((variable) => [variable, given[variable]?.trim() ?? '']));
  const missing = asked.filter((variable) => !values[variable]);
  const typed = asked.flatMap((variable) => (values[variable] ? [[variable, values[variable]] as const] : []));
  const text = readable(template.body, new Map([...known, ...typed]));
  const attempt = useAttempt({ conversationId, text }, send.error);
  const ready = missing.length === 0 && !send.isPending;
  const sendNow = () => {
    if (!ready || !conversationId) return;
    form.dropAfter(
      send.mutateAsync(
        { conversationId, clientId: attempt.clientId(), variables: values },
        {
          onSuccess: () => {
            toast(t('templates.sent'));
            onClose();
          },
        },
      ),
    );
  };
  return (
    <form
      noValidate
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        // Never with a gap: what stands in the message is sent as it is.
        if (missing.length > 0) return;
        form.drop();
        onText(text);
      }}
    >
      <FormError>{attempt.sentence}</FormError>
      {asked.map((variable, index) => (
        <Field
          key={variable}
          ref={index === 0 ? focusOnce : undefined}
          label={t('templates.ask', { name: nameOf(variable) })}
          hint={readable(sentenceOf(template.body, variable), known)}
          maxLength={1_000}
          value={given[variable] ?? ''}
          onChange={(event) => form.keep({ [variable]: event.target.value })}
        />
      ))}
      <p role="status" className={styles['meta']}>
        {missing.length > 0 && t('templates.missing', { count: missing.length })}
      </p>
      <section className={styles['preview']} aria-label={t('templates.preview')}>
        <h3>{t('templates.preview')}</h3>
        <div>
          <FormattedText text={text} />
        </div>
      </section>
      {me.role === 'patient' && <CrisisHelp text={text} />}
      <footer>
        <Button kind="plain" onClick={onAnother}>
          {t('templates.another')}
        </Button>
        {conversationId && (
          <Button icon={<IconSend2 size={20} aria-hidden="true" />} aria-disabled={!ready} onClick={sendNow}>
            {t(send.isPending ? 'templates.sending' : 'templates.send')}
          </Button>
        )}
        <Button
          kind="primary"
          type="submit"
          aria-disabled={missing.length > 0}
          ref={asked.length === 0 ? focusOnce : undefined}
        >
          {t('templates.put')}
        </Button>
      </footer>
    </form>
  );
}
