// Pilots of the years before: each leads to whether it worked.
import { Link } from '@tanstack/react-router';
import type { PilotDecision } from '../../../contract/pilot.ts';
import { useWords } from '../../text/words.ts';
import styles from './pilots.module.css';

/** Decisions that stand, the newest first. Nothing without any. */
export function EarlierPilots({ decisions }: { decisions: readonly PilotDecision[] }) {
  const { t } = useWords();
  if (decisions.length === 0) return null;
  return (
    <section className={styles.card} aria-labelledby="earlier-title">
      <h2 id="earlier-title">{t('pilot.earlier.title')}</h2>
      <ul className={styles.earlier}>
        {decisions.map(({ id, year, level, schoolId, schoolName }) => (
          <li key={id}>
            <span className={styles.soft}>
              {year} · {t(`level.${level}`)}
            </span>
            <Link to="/truong/$id" params={{ id: schoolId }}>
              {schoolName}
            </Link>
            <Link
              to="/truong-diem/$id/danh-gia"
              params={{ id }}
              aria-label={t('pilot.earlier.studyOf', { school: schoolName, year })}
            >
              {t('pilot.sealed.study')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
