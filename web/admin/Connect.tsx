// Connects a patient and a clinician at once.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../contract/accounts.ts';
import { sentenceFor } from '../api/sentence.ts';
import { useAsk } from '../care/care.ts';
import { PersonPicker } from '../conversation/PersonPicker.tsx';
import { Avatar } from '../kit/Avatar.tsx';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { FormError } from '../kit/Field.tsx';
import { toast } from '../kit/Toasts.tsx';
import styles from './CareLinksPage.module.css';

export function Connect() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button kind="primary" onClick={() => setOpen(true)}>
        {t('admin.connect')}
      </Button>
      {open && <ConnectDialog onClose={() => setOpen(false)} />}
    </div>
  );
}

function ConnectDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const ask = useAsk();
  const [patient, setPatient] = useState<Person | null>(null);
  const [clinician, setClinician] = useState<Person | null>(null);
  const connect = () => {
    if (!patient || !clinician) return;
    ask.mutate(
      { patientId: patient.id, clinicianId: clinician.id },
      {
        onSuccess: () => {
          toast(t('admin.connected', { patient: patient.displayName, clinician: clinician.displayName }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t('admin.connect')} onClose={onClose}>
      <p>{t('admin.connectAbout')}</p>
      <FormError>{ask.error && sentenceFor(ask.error)}</FormError>
      <div className={styles['connect']}>
        {patient ? (
          <Chosen person={patient} onChange={() => setPatient(null)} />
        ) : (
          <PersonPicker label={t('admin.choosePatient')} only="patient" onPick={setPatient} />
        )}
        {clinician ? (
          <Chosen person={clinician} onChange={() => setClinician(null)} />
        ) : (
          <PersonPicker label={t('admin.chooseClinician')} only="clinician" onPick={setClinician} />
        )}
      </div>
      <footer>
        <Button kind="primary" aria-disabled={!patient || !clinician || ask.isPending} onClick={connect}>
          {t('admin.connectAction')}
        </Button>
      </footer>
    </Dialog>
  );
}

function Chosen({ person, onChange }: { person: Person; onChange: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles['chosen']}>
      <Avatar name={person.displayName} tone={person.role} small />
      <strong>{person.displayName}</strong>
      <Button kind="plain" onClick={onChange}>
        {t('newMessage.change')}
      </Button>
    </div>
  );
}
