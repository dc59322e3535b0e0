// A rank as a dot on the line of all ranked schools, with its 90 % interval; the riskiest stands on the right, as on the score.
import { useWords } from '../../text/words.ts';
import styles from './rank-picture.module.css';
import card from './school-card.module.css';

type Props = { rank: number; low: number; high: number; of: number };

export function RankPicture({ rank, low, high, of }: Props) {
  const words = useWords();
  const { t } = words;
  // Rank 1 is the riskiest.
  const place = (value: number): number => (of <= 1 ? 100 : ((of - value) / (of - 1)) * 100);
  return (
    <div className={styles.rank} aria-hidden>
      <div className={styles.rankLine}>
        <span
          className={styles.whisker}
          style={{ left: `${place(high)}%`, width: `${place(low) - place(high)}%` }}
        />
        <span className={styles.dot} style={{ left: `${place(rank)}%` }} />
      </div>
      <div className={`${card.ends} numbers`}>
        <span>{words.count(of)}</span>
        <span>1 · {t('schoolPage.rankFirst')}</span>
      </div>
    </div>
  );
}
