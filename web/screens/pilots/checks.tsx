// The checks a candidate must pass: how many schools of the level pass each, and who fails why.
import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type PilotCandidate, PilotCheck } from '../../../contract/pilot.ts';
import { useWords, type Words } from '../../text/words.ts';
import styles from './candidates.module.css';
import pageStyles from './pilots.module.css';

/** Without a click at most this many schools that fail. */
const openUpTo = 6;

/** All schools of a level. */
export function Checks({ schools }: { schools: readonly PilotCandidate[] }) {
  const words = useWords();
  const { t } = words;
  const failing = schools.filter(({ failed }) => failed.length > 0);
  return (
    <section className={styles.checks} aria-labelledby="checks-title">
      <h3 id="checks-title">{t('pilot.check.title')}</h3>
      <ul className={styles.checkList}>
        {PilotCheck.options.map((check) => {
          const passed = schools.filter(({ failed }) => !failed.includes(check)).length;
          const Mark = passed === schools.length ? IconCheck : IconX;
          return (
            <li key={check} data-full={passed === schools.length}>
              <Mark size={16} aria-hidden />
              <span>{t(`pilot.check.name.${check}`)}</span>
              <span className="numbers">
                {t('pilot.check.passed', { passed: words.count(passed), all: words.count(schools.length) })}
              </span>
            </li>
          );
        })}
      </ul>
      {failing.length === 0 ? (
        <p className={styles.soft}>{t('pilot.check.allPass')}</p>
      ) : (
        <details open={failing.length <= openUpTo}>
          <summary>{t('pilot.check.failing', { count: failing.length })}</summary>
          <ul className={styles.failing}>
            {failing.map((school) => (
              <li key={school.schoolId}>
                <Link to="/truong/$id" params={{ id: school.schoolId }}>
                  {school.schoolName}
                </Link>{' '}
                <span className={styles.soft}>{school.unitName}</span>
                <br />
                {reasonsOf(school, words)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Schools of the level that are riskier than its first candidate and no candidates: a leader will be asked about them. */
export function RiskierButFailing({ schools }: { schools: readonly PilotCandidate[] }) {
  const words = useWords();
  const { t } = words;
  const first = schools.find(({ place }) => place === 1)?.score ?? null;
  const riskier = schools.filter(
    ({ failed, score }) => failed.length > 0 && first !== null && score !== null && score > first,
  );
  return riskier.map((school) => (
    <p key={school.schoolId} className={pageStyles.warning}>
      {t('pilot.check.riskier', {
        school: school.schoolName,
        score: words.count(school.score ?? 0),
        first: words.count(first ?? 0),
        why: reasonsOf(school, words),
      })}
    </p>
  ));
}

function reasonsOf({ failed, topProbability }: PilotCandidate, { t, share }: Words): string {
  return failed.map((check) => t(`pilot.check.fails.${check}`, { share: share(topProbability) })).join('; ');
}
