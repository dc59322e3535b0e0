// The word that may be said, as large for "too little to say" as for a success.
import {
  IconArrowsUpDown,
  IconCircleCheck,
  IconCircleX,
  IconHelpHexagon,
  IconTrendingUp,
} from '@tabler/icons-react';
import type { PilotStudy } from '../../../contract/evaluation.ts';
import { useWords } from '../../text/words.ts';
import styles from './study.module.css';

const icons = {
  worked: IconCircleCheck,
  promising: IconTrendingUp,
  no_change: IconArrowsUpDown,
  worse: IconCircleX,
  too_few: IconHelpHexagon,
} as const;

export function VerdictBanner({ study: { verdict, says, isOtherRoad } }: { study: PilotStudy }) {
  const { t, language } = useWords();
  const Icon = icons[verdict];
  return (
    <section className={styles.verdict} data-verdict={verdict} aria-labelledby="verdict">
      <Icon size={48} stroke={1.5} aria-hidden />
      <div>
        <h2 id="verdict">{t(`pilot.study.verdict.${verdict}`)}</h2>
        <p>{says[language]}.</p>
        <p className={styles.small}>
          {t('pilot.study.verdictNote')} {isOtherRoad ? t('pilot.study.verdictOtherRoad') : ''}
        </p>
      </div>
    </section>
  );
}
