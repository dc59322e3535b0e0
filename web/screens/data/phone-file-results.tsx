// What became of each entry of a phone's file, and the choice between two versions where one was changed meanwhile.
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { type OutboxEntry, OutboxOutcome, type OutboxResult } from '../../../contract/outbox.ts';
import { problems } from '../../../contract/problem.ts';
import { useFieldCodes } from '../../duty-queries.ts';
import { formatMoment } from '../../format.ts';
import { useSchool } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { Notice } from '../states.tsx';
import { Versions } from '../versions/versions.tsx';
import styles from './data.module.css';
import { WideRegion } from './wide-region.tsx';

type TakeAgain = (entry: OutboxEntry, baseRevision: number | null) => void;

type Props = {
  savedAt: string;
  results: readonly OutboxResult[];
  entries: readonly OutboxEntry[];
  timeZone: string;
  onTakeAgain: TakeAgain;
};

export function PhoneFileResults({ savedAt, results, entries, timeZone, onTakeAgain }: Props) {
  const { t, count } = useWords();
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  if (results.length === 0) return <Notice tone="empty" title={t('fieldDesk.nothing')} />;
  const conflicts = results.flatMap((result) => {
    const entry = entries.find(({ id }) => id === result.id);
    return result.outcome === 'conflict' && entry !== undefined ? [{ entry, result }] : [];
  });
  return (
    <>
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
      {conflicts.map(({ entry, result }) => (
        <Conflict
          key={entry.id}
          entry={entry}
          result={result}
          timeZone={timeZone}
          isSettled={settled.has(entry.id)}
          onKeepServer={() => setSettled(new Set([...settled, entry.id]))}
          onTakeAgain={onTakeAgain}
        />
      ))}
    </>
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

const OfSchool = z.object({ schoolId: z.string() });
const WithRevision = z.object({ revision: z.number() });

type ConflictProps = {
  entry: OutboxEntry;
  result: OutboxResult;
  timeZone: string;
  /** The server's version was chosen: nothing is to be done. */
  isSettled: boolean;
  onKeepServer: () => void;
  onTakeAgain: TakeAgain;
};

function Conflict({ entry, result, timeZone, isSettled, onKeepServer, onTakeAgain }: ConflictProps) {
  const { t, language } = useWords();
  const codes = useFieldCodes().data ?? null;
  // The operation has taken its body as one of a survey, a finding, or the withdrawal of one.
  const about = OfSchool.safeParse(entry.body).data ?? OfSchool.safeParse(result.current).data;
  const school = useSchool(about?.schoolId ?? '').data ?? null;
  const isWithdrawal = entry.kind === 'withdrawal';
  const kind = t(`field.outbox.kind.${entry.kind}`);
  return (
    <section className={styles.card}>
      <h2>
        {t('fieldDesk.conflictOf', { kind, moment: formatMoment(entry.savedAt, timeZone) })}
        {school === null ? '' : ` · ${school.name}`}
      </h2>
      {isSettled ? (
        <p role="status">{t('fieldDesk.keptServer')}</p>
      ) : (
        <>
          {isWithdrawal ? (
            <p>{problems['stale-revision'][language]}</p>
          ) : (
            <Versions
              mine={entry.body}
              theirs={result.current}
              naming={{ codes, school }}
              mineTitle={t('fieldDesk.inFile')}
              timeZone={timeZone}
            />
          )}
          <Group gap="sm">
            <Button
              onClick={() =>
                onTakeAgain(entry, WithRevision.safeParse(result.current).data?.revision ?? null)
              }
            >
              {t(isWithdrawal ? 'field.outbox.withdrawStill' : 'fieldDesk.keepFile')}
            </Button>
            <Button variant="default" onClick={onKeepServer}>
              {t('field.outbox.theirs')}
            </Button>
          </Group>
        </>
      )}
    </section>
  );
}
