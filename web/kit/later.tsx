// A part of the pages that is fetched when it is first shown; where that fails it says so and can be tried again.
import { useEffect, useState } from 'react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading, WentWrong } from './States.tsx';

export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Later(props: Props) {
    const { t } = useTranslation();
    const [Part, setPart] = useState(() => loaded);
    const [failed, setFailed] = useState(false);
    const [failures, setFailures] = useState(0);
    useEffect(() => {
      if (Part || failed) return;
      let gone = false;
      load().then(
        (part) => {
          loaded = part;
          if (!gone) setPart(() => part);
        },
        () => {
          if (gone) return;
          setFailed(true);
          setFailures((before) => before + 1);
        },
      );
      return () => {
        gone = true;
      };
    }, [Part, failed]);
    if (Part) return <Part {...props} />;
    // A service that was renewed meanwhile no longer has the files of the page as it was.
    if (failed && failures > 1)
      return <WentWrong title={t('partGone')} action={t('loadAgain')} retry={() => location.reload()} />;
    if (failed) return <WentWrong title={t('partFailed')} retry={() => setFailed(false)} />;
    return <Loading />;
  };
}
