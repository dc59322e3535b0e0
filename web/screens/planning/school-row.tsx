// One school of the list by risk.
import type { RiskSummary } from '../../../contract/risk.ts';
import { useWords } from '../../text/words.ts';
import { BandBadge } from '../school/band-badge.tsx';
import { IntervalBar } from '../school/interval-bar.tsx';
import { notRankedShort, rankOf, scoreText } from '../school/score-words.ts';
import styles from './list.module.css';
import { usePlanning } from './planning-context.tsx';

export function SchoolRow({ school }: { school: RiskSummary }) {
  const words = useWords();
  const { t } = words;
  const { state, open } = usePlanning();
  const isOpen = state.selection?.kind === 'school' && state.selection.id === school.schoolId;
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-kind="school"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => open({ kind: 'school', id: school.schoolId }, school.location)}
      >
        <Rank school={school} />
        <span>
          <span className={styles.title}>{school.schoolName}</span>
          <br />
          <span className={styles.sub}>
            {school.levels.map((level) => t(`level.${level}`)).join(' + ')} · {school.unitName}
          </span>
          {school.rank === null ? (
            <>
              <br />
              <span className={styles.sub}>{notRankedShort(school, words)}</span>
            </>
          ) : null}
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

function Rank({ school }: { school: RiskSummary }) {
  const words = useWords();
  const { t } = words;
  const ranked = rankOf(school);
  if (ranked === null)
    return (
      <span className={styles.rank} aria-hidden>
        <b>–</b>
      </span>
    );
  const { rank, low, high } = ranked;
  const range = words.range(low, high);
  return (
    <span className={`${styles.rank} numbers`}>
      <span className="for-readers">
        {t(low === high ? 'schools.rankSure' : 'schools.rankText', { rank, range })}
      </span>
      <b aria-hidden>{rank}</b>
      {low === high ? null : <span aria-hidden>{range}</span>}
    </span>
  );
}
