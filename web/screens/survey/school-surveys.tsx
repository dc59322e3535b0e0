// The surveys of one school at the desk: what each holds, its walks as a file, and taking it back.
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Session } from '../../../contract/account.ts';
import { getSurveyGpx, type SurveyRow } from '../../../contract/survey.ts';
import { addressOf } from '../../api.ts';
import { useSurveys } from '../../field-desk-queries.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton } from '../states.tsx';
import { mayWithdraw, WithdrawButton } from '../withdraw-button.tsx';
import styles from './school-surveys.module.css';

type Props = { session: Session; schoolId: string };

export function SchoolSurveys({ session, schoolId }: Props) {
  const { t, count } = useWords();
  const list = useSurveys(schoolId);
  const hasWalks = list.data?.surveys.some(({ walks }) => walks > 0) ?? false;
  return (
    <section className={styles.card}>
      <h2>{t('fieldDesk.surveys.title')}</h2>
      {list.isError ? (
        <Failure problem={list.error} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <ListSkeleton rows={2} height={56} />
      ) : list.data.surveys.length === 0 ? (
        <p>{t('fieldDesk.surveys.none')}</p>
      ) : (
        <ul className={styles.rows}>
          {list.data.surveys.map((survey) => (
            <Row key={survey.id} session={session} survey={survey} />
          ))}
        </ul>
      )}
      {list.data !== undefined && list.data.surveys.length < list.data.total ? (
        <p>{t('duties.cut', { shown: count(list.data.surveys.length), all: count(list.data.total) })}</p>
      ) : null}
      {hasWalks ? <p>{t('fieldDesk.surveys.gpxAbout')}</p> : null}
    </section>
  );
}

function Row({ session, survey }: { session: Session; survey: SurveyRow }) {
  const { t, count, metres } = useWords();
  const { id, revision, gates, stretches, photos, walks, walkedMetres } = survey;
  const parts = [
    ...(gates > 0 ? [t('fieldDesk.surveys.gates', { shown: count(gates) })] : []),
    ...(stretches > 0 ? [t('fieldDesk.surveys.stretches', { shown: count(stretches) })] : []),
    ...(walks > 0 ? [t('fieldDesk.surveys.walked', { metres: metres(walkedMetres) })] : []),
    ...(photos > 0 ? [t('fieldDesk.surveys.photos', { shown: count(photos) })] : []),
  ];
  return (
    <li>
      <div>
        <strong className="numbers">{formatDay(survey.surveyedOn)}</strong>
        {survey.isOwn ? <span> · {t('duties.finding.byYou')}</span> : null}
        <p>{parts.length === 0 ? t('fieldDesk.surveys.nothing') : parts.join(' · ')}</p>
      </div>
      <div className={styles.acts}>
        {walks === 0 ? null : (
          <Button
            component="a"
            href={addressOf(getSurveyGpx, { params: { id } })}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('fieldDesk.surveys.gpx')}
          </Button>
        )}
        {mayWithdraw(session, survey) ? (
          <WithdrawButton
            record={{ kind: 'survey', recordId: id, baseRevision: revision }}
            onWithdrawn={() => {}}
            look={{ size: 'xs', variant: 'default' }}
          />
        ) : null}
      </div>
    </li>
  );
}
