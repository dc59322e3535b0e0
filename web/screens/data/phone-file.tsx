// The file a phone saved because it could not send: taken in by an administrator, entry by entry.
import { Button, FileButton, Group } from '@mantine/core';
import { IconDeviceMobileUp, IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { OperationReply } from '../../../contract/operation.ts';
import type { takeInOutbox } from '../../../contract/outbox.ts';
import { OutboxOutcome, type OutboxResult } from '../../../contract/outbox.ts';
import { problems } from '../../../contract/problem.ts';
import { useTakeIn } from '../../field-desk-queries.ts';
import { formatMoment } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { Notice } from '../states.tsx';
import styles from './data.module.css';
import { DataTabs } from './data-tabs.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { WideRegion } from './wide-region.tsx';

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
  const taking = useTakeIn();
  const choose = (chosen: File | null): void => {
    if (chosen === null) return;
    taking.reset();
    setFile(chosen);
  };
  return (
    <>
      <section className={styles.card}>
        <Group gap="sm">
          <FileButton accept=".json,application/json" onChange={choose}>
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
            disabled={file === null || taking.isSuccess}
            loading={taking.isPending}
            onClick={() => (file === null ? undefined : taking.mutate(file))}
          >
            {t('fieldDesk.take')}
          </Button>
          <span className={styles.soft} role="status">
            {taking.isPending ? t('fieldDesk.taking') : ''}
          </span>
        </Group>
        {taking.isError ? <ProblemAlert title={t('fieldDesk.failed')} problem={taking.error} /> : null}
      </section>
      {taking.data === undefined ? null : <Taken reply={taking.data} timeZone={timeZone} />}
    </>
  );
}

function Taken({ reply, timeZone }: { reply: OperationReply<typeof takeInOutbox>; timeZone: string }) {
  const { t, count } = useWords();
  const { savedAt, results } = reply;
  if (results.length === 0) return <Notice tone="empty" title={t('fieldDesk.nothing')} />;
  return (
    <section className={styles.card}>
      <p role="status">
        {t('fieldDesk.savedAt', { moment: formatMoment(savedAt, timeZone), shown: count(results.length) })}
      </p>
      <dl className={styles.counts}>
        {OutboxOutcome.options.map((outcome) => {
          const found = results.filter((result) => result.outcome === outcome).length;
          const isBad = outcome !== 'stored' && outcome !== 'known';
          return (
            <div key={outcome} data-count={isBad ? 'rejected' : 'inserted'} data-none={found === 0}>
              <dt>{t(`fieldDesk.outcome.${outcome}`)}</dt>
              <dd className="numbers">{count(found)}</dd>
            </div>
          );
        })}
      </dl>
      <WideRegion label={t('fieldDesk.phones')}>
        <table className={styles.table}>
          <thead>
            <tr>
              {(['kind', 'savedAt', 'outcome', 'recordedAs'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`fieldDesk.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {results.map((result) => (
              <Row key={result.id} result={result} timeZone={timeZone} />
            ))}
          </tbody>
        </table>
      </WideRegion>
    </section>
  );
}

function Row({ result, timeZone }: { result: OutboxResult; timeZone: string }) {
  const { t, language } = useWords();
  const { kind, savedAt, outcome, recordedAs, problem } = result;
  const detail = language === 'vi' ? result.detail : result.detailEn;
  const reason = detail ?? (problem === null ? null : problems[problem][language]);
  return (
    <tr>
      <td>{t(`field.outbox.kind.${kind}`)}</td>
      <td className="numbers">{formatMoment(savedAt, timeZone)}</td>
      <td>
        {t(`fieldDesk.outcome.${outcome}`)}
        {reason === null ? null : <p className={styles.soft}>{reason}</p>}
      </td>
      <td>{recordedAs ?? '–'}</td>
    </tr>
  );
}
