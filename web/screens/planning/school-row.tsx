// One school of the list by risk.
import type { RiskSummary } from '../../../contract/risk.ts';
import { useWords } from '../../text/words.ts';
import { BandBadge } from './band-badge.tsx';
import { IntervalBar } from './interval-bar.tsx';
import styles from './list.module.css';
import { usePlanning } from './planning-context.tsx';
import { scoreText } from './score-words.ts';

export function SchoolRow({ school }: { school: RiskSummary }) {
  const words = useWords();
  const { t } = words;
  const { state, open } = usePlanning();
  const isOpen = state.selection?.kind === 'school' && state.selection.id === school.schoolId;
  const isSure = school.rankLow === school.rankHigh;
  const range = words.range(school.rankLow, school.rankHigh);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-kind="school"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => open({ kind: 'school', id: school.schoolId }, school.location)}
      >
        <span className={`${styles.rank} numbers`}>
          <span className="for-readers">
            {t(isSure ? 'schools.rankSure' : 'schools.rankText', { rank: school.rank, range })}
          </span>
          <b aria-hidden>{school.rank}</b>
          {isSure ? null : <span aria-hidden>{range}</span>}
        </span>
        <span>
          <span className={styles.title}>{school.schoolName}</span>
          <br />
          <span className={styles.sub}>
            {school.levels.map((level) => t(`level.${level}`)).join(' + ')} · {school.unitName}
          </span>
          <IntervalBar
            score={school.score}
            low={school.scoreLow}
            high={school.scoreHigh}
            label={scoreText(school, words)}
          />
        </span>
        <BandBadge band={school.band} shown={school.bandShown} />
      </button>
    </li>
  );
}
