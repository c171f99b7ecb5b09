// A time of day that is saved when it is complete and the person goes on.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../kit/Field.tsx';

interface Props {
  label: string;
  time: string;
  /** The time it must differ from. */
  not?: string;
  onTime: (time: string) => void;
}

export function TimeField({ label, time, not, onTime }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? time;
  const leave = () => {
    if (typed && typed !== time && typed !== not) onTime(typed);
    if (typed !== not) setTyped(null);
  };
  return (
    <Field
      label={label}
      type="time"
      required
      value={value}
      error={typed && typed === not ? t('notify.sameTime') : undefined}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
    />
  );
}
