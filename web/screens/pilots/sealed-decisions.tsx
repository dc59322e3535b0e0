// Decisions of a level as they were sealed: to read, to print, and to ask later whether it worked.
import {
  IconAlertTriangle,
  IconPrinter,
  IconRosetteDiscountCheck,
  IconZoomQuestion,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { PilotDecision } from '../../../contract/pilot.ts';
import { formatFingerprint, formatMoment } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import styles from './sealed.module.css';

type Props = {
  /** Of one level and year, superseded ones too. */
  decisions: readonly PilotDecision[];
  timeZone: string;
};

export function SealedDecisions({ decisions, timeZone }: Props) {
  const { t } = useWords();
  const earlier = decisions.filter(({ isStanding }) => !isStanding);
  return (
    <>
      {decisions
        .filter(({ isStanding }) => isStanding)
        .map((decision) => (
          <Sealed key={decision.id} decision={decision} timeZone={timeZone} />
        ))}
      {earlier.length === 0 ? null : (
        <details className={styles.earlier}>
          <summary>{t('pilot.sealed.earlier', { count: earlier.length })}</summary>
          {earlier.map((decision) => (
            <Sealed key={decision.id} decision={decision} timeZone={timeZone} />
          ))}
        </details>
      )}
    </>
  );
}

function Sealed({ decision, timeZone }: { decision: PilotDecision; timeZone: string }) {
  const words = useWords();
  const { t } = words;
  const { id, level, year, schoolName, schoolId, decidedAt, decidedBy, place, reason, sha256, sealed } =
    decision;
  const Icon = sealed === 'broken' ? IconAlertTriangle : IconRosetteDiscountCheck;
  return (
    <article className={styles.sealed} data-standing={decision.isStanding} data-seal={sealed}>
      <Icon className={styles.icon} size={40} stroke={1.4} aria-hidden />
      <div>
        <p className={styles.soft}>
          {t('pilot.sealed.title')} · {t('pilot.sealed.chosen', { level: t(`level.${level}`), year })}
        </p>
        <h3>
          <Link to="/truong/$id" params={{ id: schoolId }}>
            {schoolName}
          </Link>
        </h3>
        <p>
          {t('pilot.sealed.when', { when: formatMoment(decidedAt, timeZone) })}
          {decidedBy === null ? '' : ` · ${t('pilot.sealed.by', { who: decidedBy })}`} ·{' '}
          {t('pilot.sealed.place', { place })}
        </p>
        <p>{reason === '' ? t('pilot.sealed.noReason') : t('pilot.sealed.reason', { reason })}</p>
        <p className={styles.soft}>
          {t('pilot.sealed.hash')}: <code title={sha256}>{formatFingerprint(sha256)}…</code>{' '}
          {sealed === 'broken' ? '' : `– ${t(`pilot.sealed.${sealed}`)}`}
        </p>
        {sealed === 'broken' ? (
          <p className={styles.broken} role="alert">
            {t('pilot.sealed.broken')}
          </p>
        ) : null}
      </div>
      <div className={styles.acts}>
        <Link className={styles.button} to="/truong-diem/$id/in" params={{ id }}>
          <IconPrinter size={18} aria-hidden /> {t('pilot.sealed.print')}
        </Link>
        <Link className={styles.button} to="/truong-diem/$id/danh-gia" params={{ id }}>
          <IconZoomQuestion size={18} aria-hidden /> {t('pilot.sealed.study')}
        </Link>
      </div>
    </article>
  );
}
