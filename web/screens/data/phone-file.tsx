// The file a phone saved because it could not send: taken in by an administrator, entry by entry.
import { Button, FileButton, Group } from '@mantine/core';
import { IconDeviceMobileUp, IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import { type OutboxEntry, OutboxFile, type OutboxResult } from '../../../contract/outbox.ts';
import { useTakeIn } from '../../field-desk-queries.ts';
import { useWords } from '../../text/words.ts';
import { Notice } from '../states.tsx';
import styles from './data.module.css';
import { DataTabs } from './data-tabs.tsx';
import { PhoneFileResults } from './phone-file-results.tsx';
import { ProblemAlert } from './problem-alert.tsx';

export function PhoneFile({ session }: { session: Session }) {
  const { t } = useWords();
  const isAdministrator = session.grants.some(({ role }) => role === 'administrator');
  return (
    <div className={styles.page}>
      <DataTabs />
      <div>
        <h1 className={styles.title}>{t('fieldDesk.phones')}</h1>
        <p className={styles.soft}>{t('fieldDesk.phonesIntro')}</p>
      </div>
      {isAdministrator ? (
        <TakeIn timeZone={session.territory.timeZone} />
      ) : (
        <Notice tone="empty" title={t('fieldDesk.onlyAdministrator')} />
      )}
    </div>
  );
}

function TakeIn({ timeZone }: { timeZone: string }) {
  const { t } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<OutboxFile | null>(null);
  const [results, setResults] = useState<OutboxResult[] | null>(null);
  const taking = useTakeIn();
  const choose = async (chosen: File | null): Promise<void> => {
    if (chosen === null) return;
    taking.reset();
    setFile(chosen);
    setResults(null);
    setRead(await readOutbox(chosen));
  };
  const take = (chosen: File): void =>
    taking.mutate(chosen, {
      onSuccess: ({ results: news }) =>
        setResults((before) =>
          before === null ? news : before.map((one) => news.find(({ id }) => id === one.id) ?? one),
        ),
    });
  /** Of a conflict: the phone's version is made from the server's, and what waited for it goes along. */
  const takeAgain = (entry: OutboxEntry, baseRevision: number | null): void => {
    if (read === null || file === null) return;
    const held = new Set((results ?? []).flatMap(({ id, outcome }) => (outcome === 'held' ? [id] : [])));
    const items = read.items.flatMap((one) =>
      one.id === entry.id ? [{ ...one, baseRevision }] : held.has(one.id) ? [one] : [],
    );
    take(new File([JSON.stringify({ ...read, items })], file.name, { type: 'application/json' }));
  };
  return (
    <>
      <section className={styles.card}>
        <Group gap="sm">
          <FileButton accept=".json,application/json" onChange={(chosen) => void choose(chosen)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFileUpload size={18} aria-hidden />}>
                {t('fieldDesk.chooseFile')}
              </Button>
            )}
          </FileButton>
          <span className={styles.fileName}>{file?.name ?? ''}</span>
        </Group>
        <Group gap="sm">
          <Button
            leftSection={<IconDeviceMobileUp size={18} aria-hidden />}
            disabled={file === null || results !== null}
            loading={taking.isPending}
            onClick={() => (file === null ? undefined : take(file))}
          >
            {t('fieldDesk.take')}
          </Button>
          <span className={styles.soft} role="status">
            {taking.isPending ? t('fieldDesk.taking') : ''}
          </span>
        </Group>
        {taking.isError ? <ProblemAlert title={t('fieldDesk.failed')} problem={taking.error} /> : null}
      </section>
      {results === null || taking.data === undefined ? null : (
        <PhoneFileResults
          savedAt={taking.data.savedAt}
          results={results}
          entries={read?.items ?? []}
          timeZone={timeZone}
          onTakeAgain={takeAgain}
        />
      )}
    </>
  );
}

/** Null for what is no phone's file: the server says what is wrong with it. */
async function readOutbox(file: File): Promise<OutboxFile | null> {
  try {
    return OutboxFile.safeParse(JSON.parse(await file.text())).data ?? null;
  } catch {
    return null;
  }
}
