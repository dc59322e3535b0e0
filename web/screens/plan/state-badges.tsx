// How far a plan has come, and whether it is the chosen one of its school.
import { Badge } from '@mantine/core';
import type { PlanSummary } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';
import styles from './state-badges.module.css';

export function StateBadges({ plan }: { plan: Pick<PlanSummary, 'state' | 'isChosen'> }) {
  const { t } = useWords();
  return (
    <>
      <Badge className={styles.state ?? ''} data-state={plan.state} variant="default" radius="sm">
        {t(`plan.state.${plan.state}`)}
      </Badge>
      {plan.isChosen ? (
        <Badge className={styles.chosen ?? ''} variant="default" radius="sm">
          {t('plan.chosen')}
        </Badge>
      ) : null}
    </>
  );
}
