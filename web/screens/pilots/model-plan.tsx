// The set-up papers of a gate model: the plan that was chosen for the school, its sheets, and copying it to another gate.
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import { usePlans } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { CloneDialog } from '../plan/clone-dialog.tsx';
import { may } from './may.ts';
import pageStyles from './pilots.module.css';
import styles from './register.module.css';

export function ModelPlan({ session, schoolId }: { session: Session; schoolId: string }) {
  const { t } = useWords();
  const [isCopying, setCopying] = useState(false);
  // One list for all cards of the register.
  const plan = usePlans(null).data?.plans.find((each) => each.schoolId === schoolId && each.isChosen);
  if (plan === undefined) return <p className={pageStyles.soft}>{t('pilot.register.noPlan')}</p>;
  return (
    <p className={styles.plan}>
      <span>
        {t('pilot.register.plan')}{' '}
        <Link to="/quy-hoach/$id" params={{ id: plan.id }}>
          {plan.name}
        </Link>{' '}
        (
        <Link to="/quy-hoach/$id/in" params={{ id: plan.id }}>
          {t('pilot.register.planPaper')}
        </Link>
        )
      </span>
      {may(session, 'record') ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => setCopying(true)}
        >
          {t('plan.action.clone')}
        </Button>
      ) : null}
      {isCopying ? <CloneDialog plan={plan} onClose={() => setCopying(false)} /> : null}
    </p>
  );
}
