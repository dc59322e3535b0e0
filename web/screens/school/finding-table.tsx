// What is wrong around a school and who must act: unfinished ones first, the most overdue of them on top; verified ones folded.
import type { z } from 'zod';
import type { Finding } from '../../../contract/facts.ts';
import type { Point } from '../../../contract/geometry.ts';
import { daysBetween } from '../../calendar.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import styles from './school-card.module.css';
import { ShowButton } from './show-button.tsx';

type SchoolFinding = z.infer<typeof Finding>;
type Props = { findings: readonly SchoolFinding[]; today: string; onShow(place: Point): void };

function isVerified({ state }: SchoolFinding): boolean {
  return state === 'verified';
}

/** What is done or refused waits for the unit itself: nobody else is late with it. */
function isLate({ state, dueOn }: SchoolFinding, today: string): boolean {
  const isAsked = state === 'open' || state === 'recommended' || state === 'accepted';
  return isAsked && dueOn !== null && dueOn < today;
}

/** Those with the earliest day first, those without a day last. */
function byDue(one: SchoolFinding, other: SchoolFinding): number {
  const [a, b] = [one.dueOn ?? '9999', other.dueOn ?? '9999'];
  return a < b ? -1 : a > b ? 1 : 0;
}

export function FindingTable({ findings, today, onShow }: Props) {
  const { t } = useWords();
  const open = findings.filter((finding) => !isVerified(finding)).sort(byDue);
  const closed = findings.filter(isVerified);
  const late = open.filter((finding) => isLate(finding, today)).length;
  return (
    <section className={styles.card}>
      <h2>
        {t('schoolPage.findingsTitle')}{' '}
        <small>
          {t('schoolPage.findingsOpen', { count: open.length })}
          {late === 0 ? null : (
            <span className={styles.alarm}> · {t('schoolPage.findingsLate', { count: late })}</span>
          )}
        </small>
      </h2>
      {findings.length === 0 ? <p className={styles.soft}>{t('school.noFindings')}</p> : null}
      {open.length === 0 ? null : <Rows findings={open} today={today} onShow={onShow} />}
      {closed.length === 0 ? null : (
        <details className={styles.fold}>
          <summary>{t('schoolPage.closed', { count: closed.length })}</summary>
          <Rows findings={closed} today={today} onShow={onShow} />
        </details>
      )}
    </section>
  );
}

function Rows({ findings, today, onShow }: Props) {
  const words = useWords();
  const { t } = words;
  return (
    <table className={`${styles.table} numbers`}>
      <caption className="for-readers">{t('schoolPage.findingsTitle')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('schoolPage.finding')}</th>
          <th scope="col">{t('schoolPage.owner')}</th>
          <th scope="col">{t('schoolPage.due')}</th>
          <td className={styles.act} />
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => {
          const name = finding.description ?? words.code('observation', finding.reasonCode);
          return (
            <tr key={finding.id}>
              <th scope="row">
                {name}
                <small>
                  {t(`findingState.${finding.state}`)} ·{' '}
                  {t('school.foundOn', { day: formatDay(finding.foundOn) })}
                  {finding.recommendationNumber === null
                    ? ''
                    : ` · ${t('school.recommendation', { number: finding.recommendationNumber })}`}
                </small>
              </th>
              <td>{t(`findingOwner.${finding.owner}`)}</td>
              <td>
                {finding.dueOn === null ? '–' : formatDay(finding.dueOn)}
                {finding.dueOn === null || !isLate(finding, today) ? null : (
                  <small className={styles.alarm}>
                    {t('school.overdue', { count: daysBetween(finding.dueOn, today) })}
                  </small>
                )}
              </td>
              <td className={styles.act}>
                <ShowButton place={finding.location} name={name} onShow={onShow} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
