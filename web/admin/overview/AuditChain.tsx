// Proves from the page that nobody changed the audit trail.
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { referenceOf } from '../../api/sentence.ts';
import { copyText } from '../../conversation/copy-text.ts';
import { Button } from '../../kit/Button.tsx';
import { Section } from '../../kit/Page.tsx';
import { Loading, WentWrong } from '../../kit/States.tsx';
import { exactly } from '../../kit/When.tsx';
import { count } from '../figures.ts';
import { useProof, useVerify } from './house.ts';
import styles from './Overview.module.css';

export function AuditChain() {
  const { t } = useTranslation();
  const { data, error, refetch } = useProof();
  const verify = useVerify();
  const busy = verify.isPending || data?.running === true;
  return (
    <Section title={t('console.overview.chain')} about={t('console.overview.chainAbout')}>
      <div>
        <Button
          kind="primary"
          icon={<IconShieldCheck size={20} aria-hidden="true" />}
          aria-disabled={busy}
          onClick={() => !busy && verify.mutate()}
        >
          {t(busy ? 'console.overview.verifying' : 'console.overview.verify')}
        </Button>
      </div>
      {error && !data && (
        <WentWrong
          title={t('console.overview.verifyFailed')}
          reference={referenceOf(error)}
          retry={() => void refetch()}
        />
      )}
      {!data && !error && <Loading rows={1} />}
      <div role="status">{data && !busy && <Verdict proof={data.last} />}</div>
    </Section>
  );
}

type Proof = NonNullable<ReturnType<typeof useProof>['data']>['last'];

function Verdict({ proof }: { proof: Proof }) {
  const { t } = useTranslation();
  if (!proof) return <p>{t('console.overview.never')}</p>;
  const whole = proof.findings === 0;
  const figures = { chained: count(proof.chained), checkpoints: count(proof.checkpoints) };
  return (
    <div className={styles['verdict']} data-state={whole ? 'well' : 'wrong'}>
      {whole ? <IconShieldCheck size={22} aria-hidden="true" /> : <IconAlertTriangle size={22} aria-hidden="true" />}
      <div>
        <p>
          <strong>
            {whole ? t('console.overview.whole', figures) : t('console.overview.broken', { count: proof.findings })}
          </strong>
        </p>
        <p>
          {t('console.overview.verifiedAt', { when: exactly(proof.at) })}
          {'. '}
          {proof.waiting > 0 && t('console.overview.waiting', { count: proof.waiting })}
        </p>
        {proof.head && (
          <>
            <p>
              {t('console.overview.head')}: <code>{proof.head}</code>. {t('console.overview.headAbout')}
            </p>
            <Button onClick={() => void copyText(proof.head!)}>{t('console.overview.copyHead')}</Button>
          </>
        )}
      </div>
    </div>
  );
}
