// Saves a log with its filter as a file, and says how far it has come.
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportAudit, exportMessageLog } from '../../../contract/administration.ts';
import type { QueryInput } from '../../../contract/endpoint.ts';
import { download } from '../../api/download.ts';
import type { Progress } from '../../api/download.ts';
import { Refusal } from '../../api/refusal.ts';
import { sentenceFor } from '../../api/sentence.ts';
import { Button } from '../../kit/Button.tsx';
import { toast } from '../../kit/Toasts.tsx';
import { count, size } from '../figures.ts';
import styles from './Log.module.css';

type Format = 'csv' | 'json';
type Asked =
  | { log: 'audit'; filter: Omit<QueryInput<typeof exportAudit>, 'format'> }
  | { log: 'messages'; filter: Omit<QueryInput<typeof exportMessageLog>, 'format'> };

/** Lines that hold no row: the names of the columns, or the brackets around everything. */
const around: Record<Format, number> = { csv: 1, json: 2 };

export function Exports(asked: Asked) {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<(Progress & { format: Format }) | null>(null);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const save = async (format: Format) => {
    const controller = new AbortController();
    running.current = controller;
    setProgress({ format, bytes: 0, lines: 0 });
    const how = {
      signal: controller.signal,
      progress: (so: Progress) => setProgress({ ...so, format }),
    };
    try {
      const file =
        asked.log === 'audit'
          ? await download(exportAudit, { query: { ...asked.filter, format }, ...how })
          : await download(exportMessageLog, { query: { ...asked.filter, format }, ...how });
      keep(file.name, file.content);
      toast(t('console.logs.exported', { name: file.name, count: Math.max(0, file.lines - around[format]) }));
    } catch (error) {
      if (controller.signal.aborted) return;
      toast(error instanceof Refusal ? sentenceFor(error) : t('console.logs.exportBroke'), 'wrong');
    } finally {
      setProgress(null);
    }
  };
  if (progress)
    return (
      <div className={styles['exports']}>
        <progress aria-label={t('console.logs.export')} />
        <span role="status">
          {t('console.logs.exporting', {
            rows: count(Math.max(0, progress.lines - around[progress.format])),
            size: size(progress.bytes),
          })}
        </span>
        <Button onClick={() => running.current?.abort()}>{t('console.logs.cancelExport')}</Button>
      </div>
    );
  return (
    <div className={styles['exports']}>
      {(['csv', 'json'] as const).map((format) => (
        <Button key={format} icon={<IconDownload size={20} aria-hidden="true" />} onClick={() => void save(format)}>
          {t(`console.logs.${format}`)}
        </Button>
      ))}
    </div>
  );
}

function keep(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
