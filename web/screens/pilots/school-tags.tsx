// What matters of a school for fairness, in a word each.
import type { PilotCandidate } from '../../../contract/pilot.ts';
import { useWords } from '../../text/words.ts';
import styles from './pilots.module.css';

type Props = { candidate: Pick<PilotCandidate, 'isUrban' | 'isDisadvantaged' | 'invented'> };

export function SchoolTags({ candidate: { isUrban, isDisadvantaged, invented } }: Props) {
  const { t } = useWords();
  return (
    <span className={styles.tags}>
      <span>{t(isUrban ? 'pilot.urban' : 'pilot.rural')}</span>
      {isDisadvantaged ? <span data-tone="equity">{t('pilot.disadvantaged')}</span> : null}
      {invented ? <span data-tone="invented">{t('pilot.invented')}</span> : null}
    </span>
  );
}
