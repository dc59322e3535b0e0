// What the officer should know about this phone: that it may throw data away, and that a new version is there.
import { Alert, Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { askToKeep } from '../../outbox/storage.ts';
import { useWords } from '../../text/words.ts';
import { useField } from './field-context.tsx';
import { useServiceWorker } from './use-service-worker.ts';

/** Whether the browser promises to keep the data, and a new version: told where nothing is interrupted. */
export function StorageNotes() {
  const { t } = useWords();
  const { summary } = useField();
  const [isKept, setKept] = useState(true);
  const update = useServiceWorker();
  useEffect(() => {
    void askToKeep().then(setKept);
  }, []);
  return (
    <>
      {update === null ? null : (
        <Alert
          title={t('field.newVersion')}
          styles={{ message: { display: 'flex', justifyContent: 'flex-end' } }}
        >
          <Button onClick={update}>{t('field.update')}</Button>
        </Alert>
      )}
      {isKept || summary.unsent === 0 ? null : <Alert color="yellow">{t('field.notKept')}</Alert>}
    </>
  );
}
