// A button for what cannot be taken back: it asks before.
import { useState } from 'react';
import { Button } from './Button.tsx';
import { Confirm } from './Dialog.tsx';

interface Props {
  action: string;
  /** Names the button where several of a page have the same words. */
  label?: string | undefined;
  title: string;
  /** Names the way back where "Cancel" could mean either. */
  keep?: string;
  about: string;
  onConfirm: () => void;
}

export function AskFirst({ action, label, title, keep, about, onConfirm }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="plain" aria-label={label} onClick={() => setAsking(true)}>
        {action}
      </Button>
      {asking && (
        <Confirm
          title={title}
          action={action}
          keep={keep}
          onConfirm={() => {
            setAsking(false);
            onConfirm();
          }}
          onClose={() => setAsking(false)}
        >
          <p>{about}</p>
        </Confirm>
      )}
    </>
  );
}
