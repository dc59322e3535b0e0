// A sealed decision on paper, to be signed: letterhead (Nghị định 30/2020/NĐ-CP), the table of candidates, the choice and its reason.
import { Button } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Session } from '../../../contract/account.ts';
import type { OperationReply } from '../../../contract/operation.ts';
import type { getPilotDecision, SealedCandidate } from '../../../contract/pilot.ts';
import { formatDay, formatFingerprint, formatMoment } from '../../format.ts';
import { usePilotDecision } from '../../pilot-queries.ts';
import { useWords } from '../../text/words.ts';
import { PageFrame } from '../page-frame.tsx';
import { Failure, Notice, PanelSkeleton } from '../states.tsx';
import styles from './paper.module.css';
import { writePilotLink } from './pilot-link.ts';
import { firstShare } from './pilot-set.ts';
import { criteria } from './weights.ts';

export function PilotPaperScreen({ session, id }: { session: Session; id: string }) {
  return (
    <PageFrame session={session}>
      <Decision session={session} id={id} />
    </PageFrame>
  );
}

function Decision({ session, id }: { session: Session; id: string }) {
  const { t } = useWords();
  const read = usePilotDecision(id);
  if (read.isPending) return <PanelSkeleton />;
  if (read.isError) {
    return read.error.key === 'not-found' || read.error.key === 'bad-input' ? (
      <Notice tone="empty" title={t('pilot.paper.notFound')} />
    ) : (
      <Failure problem={read.error} onRetry={() => void read.refetch()} />
    );
  }
  const { level, year, unitId } = read.data.decision;
  return (
    <>
      <div className={styles.tools}>
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={18} aria-hidden />}
          renderRoot={(props) => (
            <Link to="/truong-diem" search={writePilotLink({ unit: unitId, level, year })} {...props} />
          )}
        >
          {t('pilot.paper.back')}
        </Button>
        <h1>{t('pilot.paper.title')}</h1>
        <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
          {t('pilot.paper.print')}
        </Button>
      </div>
      <Sheet session={session} {...read.data} />
    </>
  );
}

/** As it was sealed. */
type SheetProps = { session: Session } & OperationReply<typeof getPilotDecision>;

function Sheet({ session, decision, asOf, candidates: schools }: SheetProps) {
  const words = useWords();
  const { t } = words;
  const { level, year, schoolName, reason, isStanding, invented, sealed } = decision;
  const levelName = t(`level.${level}`);
  const chosen = schools.find(({ schoolId }) => schoolId === decision.schoolId);
  const unitName = chosen?.unitName ?? '';
  const marks = [
    ...(sealed === 'broken' ? [t('pilot.paper.broken')] : []),
    ...(invented ? [t('plan.paper.invented')] : []),
    ...(isStanding ? [] : [t('pilot.paper.superseded')]),
  ];
  const isOnly = schools.filter(({ place }) => place !== null).length < 2;
  const first = isOnly
    ? t('pilot.paper.reasonOnly')
    : t('pilot.paper.reasonFirst', { share: words.share(chosen === undefined ? 0 : firstShare(chosen)) });
  const why = reason === '' ? first : reason;
  return (
    <article className={styles.sheet} aria-label={t('pilot.paper.title')}>
      <div className={styles.letterhead}>
        <p>
          {t('plan.paper.agencyAbove')}
          <b className={styles.agency}>{(session.grants[0]?.unitName ?? '').toLocaleUpperCase('vi')}</b>
          <span className={styles.number}>{t('pilot.paper.number')}</span>
        </p>
        <p>
          <b>{t('plan.paper.country')}</b>
          <b className={styles.motto}>{t('plan.paper.motto')}</b>
          <i>{t('plan.paper.placeDate', { year: decision.decidedAt.slice(0, 4) })}</i>
        </p>
      </div>
      {marks.map((mark) => (
        <p key={mark} className={styles.mark}>
          {mark}
        </p>
      ))}
      <h2>
        {t('pilot.paper.type')}
        <span>{t('pilot.paper.subject', { level: levelName, year })}</span>
      </h2>
      {t('pilot.paper.grounds', { asOf: asOf === null ? '…' : formatDay(asOf) })
        .split('\n')
        .map((line) => (
          <p key={line}>
            <i>{line}</i>
          </p>
        ))}
      <p>{t('pilot.paper.chosen', { school: schoolName, unit: unitName, level: levelName, year })}</p>
      <p>{t('pilot.paper.reason', { reason: why })}</p>
      <p>{t('pilot.paper.table')}</p>
      <CandidateTable schools={schools} chosenId={decision.schoolId} />
      <p className={styles.small}>{t('pilot.paper.note')}./.</p>
      <div className={styles.foot}>
        <p className={styles.recipients}>
          <b>
            <i>{t('pilot.paper.recipients')}</i>
          </b>
          {t('pilot.paper.recipientList', { school: schoolName, unit: unitName })
            .split('\n')
            .map((line) => (
              <span key={line}>{line}</span>
            ))}
        </p>
        <p className={styles.signer}>
          <b>{t('pilot.paper.signer')}</b>
          <i>{t('pilot.paper.hint')}</i>
        </p>
      </div>
      <p className={styles.sealLine}>
        {t('pilot.paper.seal', {
          run: decision.runId,
          when: formatMoment(decision.decidedAt, session.territory.timeZone),
          hash: formatFingerprint(decision.sha256),
        })}{' '}
        {sealed === 'broken' ? '' : t(`pilot.paper.${sealed}`)}
      </p>
    </article>
  );
}

function CandidateTable({ schools, chosenId }: { schools: readonly SealedCandidate[]; chosenId: string }) {
  const words = useWords();
  const { t } = words;
  return (
    <table className="numbers">
      <thead>
        <tr>
          <th scope="col">{t('pilot.paper.place')}</th>
          <th scope="col">{t('pilot.paper.school')}</th>
          {criteria.map((name) => (
            <th key={name} scope="col">
              {t(`pilot.criterion.${name}`)}
            </th>
          ))}
          <th scope="col">{t('pilot.paper.first')}</th>
        </tr>
      </thead>
      <tbody>
        {schools.map((school) => (
          <tr key={school.schoolId} data-chosen={school.schoolId === chosenId}>
            <td>{school.place ?? '–'}</td>
            <th scope="row">
              {school.schoolName}, {school.unitName}
            </th>
            {school.criteria === null ? (
              <td colSpan={criteria.length + 1}>
                {t('pilot.paper.failedRow', {
                  list: school.failed
                    .map((check) =>
                      t(`pilot.check.fails.${check}`, { share: words.share(school.topProbability) }),
                    )
                    .join('; '),
                })}
              </td>
            ) : (
              <>
                {criteria.map((name) => (
                  <td key={name}>{words.count(100 * (school.criteria?.[name].value ?? 0))}</td>
                ))}
                <td>{words.share(firstShare(school))}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
