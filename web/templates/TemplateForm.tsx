// A template being made or changed: name, category, the text with its variables, and for staff whether it is shared.
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { hasStrayBraces } from '../../contract/template-text.ts';
import type { Template } from '../../contract/templates.ts';
import { characters, limits } from '../../contract/text.ts';
import { useAttempt } from '../api/attempt.ts';
import { useMe } from '../api/hooks.ts';
import { sentenceFor } from '../api/sentence.ts';
import { MessageBox } from '../conversation/MessageBox.tsx';
import { typeIn } from '../formatted/edit.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { Field, FormError } from '../kit/Field.tsx';
import { useKept } from '../kit/kept.ts';
import { ThrowAway } from '../kit/ThrowAway.tsx';
import { toast } from '../kit/Toasts.tsx';
import { ownVariables, useVariableName } from './fill-in.ts';
import { useKeepTemplate, useTemplates } from './templates.ts';
import styles from './templates.module.css';

const example = '{{next_visit}}';

export function TemplateForm({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { role } = useMe();
  const list = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const { data } = useTemplates();
  const save = useKeepTemplate(template);
  const form = useKept(`template:${template?.id ?? 'new'}`, {
    name: template?.name ?? '',
    category: template?.category ?? '',
    body: template?.body ?? '',
    shared: template?.shared ?? false,
  });
  const { now, keep } = form;
  const { name, category, body, shared } = now;
  const categories = [...new Set(data?.flatMap((one) => one.category ?? []))];
  const content = { name: name.trim(), category: category.trim() || null, body: body.trim(), shared };
  const attempt = useAttempt(content, save.error);
  const length = characters(content.body);
  const stray = hasStrayBraces(body);
  const ready = content.name !== '' && length > 0 && length <= limits.message && !stray && !save.isPending;
  const submit = () => {
    if (!ready) return;
    form.dropAfter(
      save.mutateAsync(
        { clientId: attempt.clientId(), ...content },
        {
          onSuccess: () => {
            toast(t('templates.saved'));
            onClose();
          },
        },
      ),
    );
  };
  return (
    <Dialog title={t(template ? 'templates.editTitle' : 'templates.newTitle')} onClose={onClose}>
      <form
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FormError>{template ? save.error && sentenceFor(save.error) : attempt.sentence}</FormError>
        <Field
          label={t('templates.name')}
          maxLength={limits.templateName}
          value={name}
          onChange={(event) => keep({ name: event.target.value })}
        />
        <Field
          label={t('templates.category')}
          hint={t('templates.categoryHint')}
          maxLength={limits.templateCategory}
          list={list}
          value={category}
          onChange={(event) => keep({ category: event.target.value })}
        />
        <datalist id={list}>
          {categories.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </datalist>
        <div className={styles['box']}>
          <MessageBox
            ref={box}
            label={t('templates.text')}
            value={body}
            onChange={(text) => keep({ body: text })}
            onSend={submit}
          />
        </div>
        <Variables onPick={(variable) => box.current && typeIn(box.current, `{{${variable}}}`)} />
        <p role="status" className={styles['wrong']}>
          {stray && t('templates.strayBraces', { example })}
        </p>
        {role !== 'patient' && (
          <label className={styles['share']}>
            <input type="checkbox" checked={shared} onChange={(event) => keep({ shared: event.target.checked })} />
            {t('templates.share')}
            <span>{t('templates.shareAbout')}</span>
          </label>
        )}
        <footer>
          <ThrowAway form={form} />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" aria-disabled={!ready}>
            {t('save')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function Variables({ onPick }: { onPick: (variable: string) => void }) {
  const { t } = useTranslation();
  const nameOf = useVariableName();
  const id = useId();
  return (
    <div className={styles['variables']} role="group" aria-labelledby={id}>
      <p id={id}>{t('templates.insert')}</p>
      {Object.keys(ownVariables).map((variable) => (
        <Button key={variable} onClick={() => onPick(variable)}>
          {nameOf(variable)}
        </Button>
      ))}
      <Button onClick={() => onPick(t('templates.ownWord'))}>{t('templates.own')}</Button>
      <p>{t('templates.ownAbout', { example })}</p>
    </div>
  );
}
