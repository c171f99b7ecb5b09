// The second step at sign-in: set up with an app, recovery codes to keep, turned off again.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyOf } from '../../contract/endpoint.ts';
import { confirmTotp, removeTotp, startTotp } from '../../contract/two-factor.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { fieldErrors, sentenceFor } from '../api/sentence.ts';
import { keepAccount } from '../api/session.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { formText } from '../kit/form-text.ts';
import { toast } from '../kit/Toasts.tsx';
import { QrCode } from './QrCode.tsx';
import styles from './forms.module.css';

export function TwoFactor() {
  const { t } = useTranslation();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      {me.twoFactor && <p>{t('settings.twoFactor.on')}</p>}
      <div>
        <Button onClick={() => setOpen(true)}>
          {t(me.twoFactor ? 'settings.twoFactor.remove' : 'settings.twoFactor.start')}
        </Button>
      </div>
      {open && (me.twoFactor ? <TurnOff onClose={close} /> : <SetUp onClose={close} />)}
    </>
  );
}

function Ask({
  error,
  busy,
  action,
  onSubmit,
  children,
}: {
  error: Error | null;
  busy: boolean;
  action: string;
  onSubmit: (fields: FormData) => void;
  children: (wrong: Partial<Record<string, string>>) => ReactNode;
}) {
  const wrong = fieldErrors(error);
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      <FormError>{error && Object.keys(wrong).length === 0 ? sentenceFor(error) : null}</FormError>
      {children(wrong)}
      <footer>
        <Button kind="primary" type="submit" disabled={busy}>
          {action}
        </Button>
      </footer>
    </form>
  );
}

function PresentPassword({ error }: { error: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Field
      label={t('settings.currentPassword')}
      name="currentPassword"
      type="password"
      autoComplete="current-password"
      error={error}
    />
  );
}

function SetUp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const start = useMutation({
    mutationFn: (currentPassword: string) => call(startTotp, { body: { currentPassword } }),
  });
  const confirm = useMutation({ mutationFn: (code: string) => call(confirmTotp, { body: { code } }) });
  const codes = confirm.data?.recoveryCodes;
  const done = () => {
    keepAccount({ ...me, twoFactor: true });
    toast(t('settings.twoFactor.isOn'));
    onClose();
  };
  if (codes)
    return (
      <Dialog title={t('settings.twoFactor.recovery')}>
        <RecoveryCodes codes={codes} onKept={done} />
      </Dialog>
    );
  return (
    <Dialog title={t('settings.twoFactor.title')} onClose={onClose}>
      {start.data ? (
        <Ask
          key="code"
          error={confirm.error}
          busy={confirm.isPending}
          action={t('settings.twoFactor.confirm')}
          onSubmit={(fields) => confirm.mutate(formText(fields, 'code'))}
        >
          {(wrong) => (
            <>
              <Scan secret={start.data.secret} uri={start.data.uri} />
              <Field
                label={t('settings.twoFactor.code')}
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                error={wrong['code']}
              />
            </>
          )}
        </Ask>
      ) : (
        <Ask
          key="password"
          error={start.error}
          busy={start.isPending}
          action={t('settings.twoFactor.start')}
          onSubmit={(fields) => start.mutate(formText(fields, 'currentPassword'))}
        >
          {(wrong) => (
            <>
              <p>{t('settings.twoFactor.startAbout')}</p>
              <PresentPassword error={wrong['currentPassword']} />
            </>
          )}
        </Ask>
      )}
    </Dialog>
  );
}

function Scan({ secret, uri }: ReplyOf<typeof startTotp>) {
  const { t } = useTranslation();
  return (
    <div className={styles['scan']}>
      <QrCode text={uri} label={t('settings.twoFactor.qr')} />
      <div>
        <p>{t('settings.twoFactor.scan')}</p>
        <p className={styles['quiet']}>{t('settings.twoFactor.key')}</p>
        <code className={styles['code']}>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </div>
    </div>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation();
  const text = codes.join('\n');
  const [file] = useState(() => URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' })));
  return (
    <div className={styles['form']}>
      <p>{t('settings.twoFactor.recoveryAbout')}</p>
      <ul className={styles['codes']}>
        {codes.map((code) => (
          <li key={code}>
            <code className={styles['code']}>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles['actions']}>
        <Button
          onClick={() =>
            void navigator.clipboard.writeText(text).then(() => toast(t('settings.twoFactor.copied')), console.warn)
          }
        >
          {t('settings.twoFactor.copy')}
        </Button>
        <a href={file} download="healing-space-recovery-codes.txt">
          {t('settings.twoFactor.save')}
        </a>
      </div>
      <footer>
        <Button kind="primary" onClick={onKept}>
          {t('settings.twoFactor.kept')}
        </Button>
      </footer>
    </div>
  );
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const remove = useMutation({
    mutationFn: (body: { currentPassword: string; code: string }) => call(removeTotp, { body }),
    onSuccess: () => {
      keepAccount({ ...me, twoFactor: false });
      toast(t('settings.twoFactor.isOff'));
      onClose();
    },
  });
  return (
    <Dialog title={t('settings.twoFactor.removeTitle')} onClose={onClose}>
      <Ask
        error={remove.error}
        busy={remove.isPending}
        action={t('settings.twoFactor.remove')}
        onSubmit={(fields) =>
          remove.mutate({ currentPassword: formText(fields, 'currentPassword'), code: formText(fields, 'code') })
        }
      >
        {(wrong) => (
          <>
            <PresentPassword error={wrong['currentPassword']} />
            <Field
              label={t('settings.twoFactor.removeCode')}
              name="code"
              autoComplete="one-time-code"
              error={wrong['code']}
            />
          </>
        )}
      </Ask>
    </Dialog>
  );
}
