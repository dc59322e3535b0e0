// One finding: what it is, where, its photos before and after, what was done, and what may be done next.
import { Button, Group } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { FindingDetail } from '../../../contract/finding.ts';
import { getPhoto } from '../../../contract/photo.ts';
import { addressOf } from '../../api.ts';
import { useFieldCodes, useFinding } from '../../duty-queries.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import { mayWithdraw, WithdrawButton } from '../withdraw-button.tsx';
import styles from './duties.module.css';
import own from './finding-page.module.css';
import { LazyMap } from './lazy-map.tsx';
import { mayRecord } from './may-record.ts';
import photoStyles from './photo-dialog.module.css';
import { PhotoDialog, type ShownPhoto } from './photo-dialog.tsx';
import { useReasonWords } from './reason-words.ts';
import { StepForm } from './step-form.tsx';

export function FindingPage({ session, id }: { session: Session; id: string }) {
  const { t } = useWords();
  const finding = useFinding(id);
  if (finding.error?.key === 'not-found') return <Notice tone="empty" title={t('duties.finding.notFound')} />;
  if (finding.error !== null)
    return <Failure problem={finding.error} onRetry={() => void finding.refetch()} />;
  if (finding.data === undefined) return <ListSkeleton />;
  return <Content session={session} finding={finding.data} />;
}

function Content({ session, finding }: { session: Session; finding: FindingDetail }) {
  const { t, count } = useWords();
  const reason = useReasonWords()(finding.reasonCode);
  const navigate = useNavigate();
  // Its author may until others act on it.
  const isStillOwn = finding.isOwn && finding.state === 'open' && finding.steps.length === 0;
  return (
    <>
      <div className={styles.head}>
        <div>
          <Link className={styles.back} to="/cong-viec" search={{}}>
            <IconArrowLeft size={16} aria-hidden /> {t('duties.back')}
          </Link>
          <h1>{finding.description ?? reason}</h1>
          <p className={styles.soft}>
            <Link to="/truong/$id" params={{ id: finding.schoolId }}>
              {finding.schoolName}
            </Link>
            {' · '}
            {t(`findingState.${finding.state}`)}
            {finding.overdueDays === null ? null : (
              <b className={styles.alarm}>
                {' · '}
                {t('duties.findings.late', { shown: count(finding.overdueDays) })}
              </b>
            )}
          </p>
        </div>
        <Group gap="sm">
          {mayWithdraw(session, { isOwn: isStillOwn }) ? (
            <WithdrawButton
              record={{ kind: 'finding', recordId: finding.id, baseRevision: finding.revision }}
              onWithdrawn={() => void navigate({ to: '/cong-viec', search: {} })}
            />
          ) : null}
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            renderRoot={(props) => (
              <Link to="/cong-viec/bat-cap/$id/in" params={{ id: finding.id }} {...props} />
            )}
          >
            {t('duties.finding.letter')}
          </Button>
        </Group>
      </div>
      <div className={styles.columns}>
        <div className={styles.column}>
          <NextSteps session={session} finding={finding} />
          <History finding={finding} />
        </div>
        <div className={styles.column}>
          <Facts finding={finding} reason={reason} />
          <Photos session={session} finding={finding} />
          <LazyMap place={finding.location.coordinates} />
        </div>
      </div>
    </>
  );
}

function Facts({ finding, reason }: { finding: FindingDetail; reason: string }) {
  const { t, language } = useWords();
  const measures = useFieldCodes().data?.measures;
  const { measureCode, recommendation } = finding;
  const measure =
    measureCode === null
      ? t('duties.finding.noMeasure')
      : (measures?.find(({ id }) => id === measureCode)?.[language] ?? measureCode);
  const rows: [string, string][] = [
    [t('duties.findings.reason'), reason],
    [t('duties.finding.owner'), t(`findingOwner.${finding.owner}`)],
    [t('duties.finding.measure'), measure],
    [t('duties.finding.found'), formatDay(finding.foundOn)],
    [t('duties.finding.due'), finding.dueOn === null ? t('duties.finding.noDue') : formatDay(finding.dueOn)],
  ];
  if (recommendation !== null) {
    const number = recommendation.documentNumber ?? '–';
    const sent = t('duties.finding.sent', { number, day: formatDay(recommendation.sentOn) });
    rows.push([t('duties.finding.document'), sent]);
    if (recommendation.addressee !== null)
      rows.push([t('duties.finding.addressee'), recommendation.addressee]);
  }
  if (finding.closedOn !== null) rows.push([t('duties.finding.closed'), formatDay(finding.closedOn)]);
  return (
    <section className={styles.card}>
      <h2>{t('duties.finding.facts')}</h2>
      <dl className={own.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What was, on the left; what became of it, on the right. */
function Photos({ session, finding }: { session: Session; finding: FindingDetail }) {
  const { t } = useWords();
  const [shown, setShown] = useState<ShownPhoto | null>(null);
  const after = finding.photos.filter(({ kind }) => kind === 'after');
  const before = finding.photos.filter(({ kind }) => kind !== 'after');
  const sides = [
    { title: t('duties.finding.before'), none: t('duties.finding.noBefore'), photos: before },
    { title: t('duties.finding.after'), none: t('duties.finding.noAfter'), photos: after },
  ];
  return (
    <section className={styles.card}>
      <h2>{t('duties.finding.photos')}</h2>
      <div className={own.sides}>
        {sides.map(({ title, none, photos }) => (
          <figure key={title}>
            <figcaption>{title}</figcaption>
            {photos.length === 0 ? <p className={own.noPhoto}>{none}</p> : null}
            {photos.map(({ id, kind }, i) => {
              const name = t('duties.finding.photoNumber', { kind: title, number: i + 1 });
              return (
                <button
                  key={id}
                  type="button"
                  className={photoStyles.open}
                  onClick={() => setShown({ id, title: name, isEvidence: kind === 'evidence' })}
                >
                  <img src={addressOf(getPhoto, { params: { id } })} alt={name} />
                </button>
              );
            })}
          </figure>
        ))}
      </div>
      {shown === null ? null : (
        <PhotoDialog
          photo={shown}
          mayWithdraw={mayWithdraw(session, finding)}
          onClose={() => setShown(null)}
        />
      )}
    </section>
  );
}

function History({ finding }: { finding: FindingDetail }) {
  const { t } = useWords();
  const { steps, recommendation } = finding;
  // An import brings a letter without the step that sent it.
  const imported = steps.some(({ action }) => action === 'recommend') ? null : recommendation;
  return (
    <section className={styles.card}>
      <h2>{t('duties.finding.history')}</h2>
      <ol className={styles.steps}>
        <li>
          <b>{t('duties.finding.recorded')}</b> <span>{formatDay(finding.foundOn)}</span>
          {finding.isOwn ? <small>{t('duties.finding.byYou')}</small> : null}
        </li>
        {imported === null ? null : (
          <li>
            <b>{t('duties.finding.action.recommend')}</b> <span>{formatDay(imported.sentOn)}</span>
            {imported.documentNumber === null ? null : (
              <p>{t('duties.findings.number', { number: imported.documentNumber })}</p>
            )}
          </li>
        )}
        {steps.map((step) => (
          <li key={step.id}>
            <b>{t(`duties.finding.action.${step.action}`)}</b> <span>{formatDay(step.takenOn)}</span>
            {step.isOwn ? <small>{t('duties.finding.byYou')}</small> : null}
            {step.note === null ? null : (
              <p>
                {step.action === 'recommend' ? `${t('duties.finding.addressee')}: ` : ''}
                {step.note}
              </p>
            )}
          </li>
        ))}
      </ol>
      {steps.length === 0 && imported === null ? (
        <p className={styles.soft}>{t('duties.finding.noSteps')}</p>
      ) : null}
    </section>
  );
}

function NextSteps({ session, finding }: { session: Session; finding: FindingDetail }) {
  const { t } = useWords();
  const waitsForOther = finding.state === 'done' && !finding.mayDo.includes('verify');
  return (
    <section className={styles.card}>
      <h2>{t('duties.finding.next')}</h2>
      {finding.state === 'verified' ? <p>{t('duties.finding.noNext')}</p> : null}
      {!mayRecord(session) ? (
        <p className={styles.soft}>{t('duties.readOnly')}</p>
      ) : (
        <>
          {waitsForOther ? <p className={own.warning}>{t('duties.finding.secondPerson')}</p> : null}
          <StepForm key={finding.revision} finding={finding} today={session.today} />
        </>
      )}
    </section>
  );
}
