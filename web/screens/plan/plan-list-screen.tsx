// All gate plans of one's schools: state, school, and where a new one begins.
import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import { PlanState, type PlanSummary } from '../../../contract/plan.ts';
import { formatMoment } from '../../format.ts';
import { usePlans } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { ScreenFrame } from '../screen-frame.tsx';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import { totalText } from './cost-words.ts';
import { NewPlanDialog } from './new-plan-dialog.tsx';
import { PlanEffectShort } from './plan-effect-short.tsx';
import styles from './plan-list.module.css';
import { StateBadges } from './state-badges.tsx';
import { mayWritePlans } from './use-plan-editor.ts';

export function PlanListScreen({ session }: { session: Session }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const mayWrite = mayWritePlans(session);
  return (
    <ScreenFrame session={session}>
      <main className={styles.main} id="main" tabIndex={-1}>
        <div className={styles.page}>
          <div className={styles.head}>
            <div>
              <h1>{t('plan.title')}</h1>
              <p>{t('plan.intro')}</p>
            </div>
            {mayWrite ? (
              <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen(true)}>
                {t('plan.create.open')}
              </Button>
            ) : null}
          </div>
          <Plans mayWrite={mayWrite} timeZone={session.territory.timeZone} />
        </div>
        <NewPlanDialog isOpen={isOpen} onClose={() => setOpen(false)} />
      </main>
    </ScreenFrame>
  );
}

function Plans({ mayWrite, timeZone }: { mayWrite: boolean; timeZone: string }) {
  const { t } = useWords();
  const list = usePlans(null);
  const [state, setState] = useState<PlanState | 'all'>('all');
  if (list.isPending) return <ListSkeleton rows={5} height={84} />;
  if (list.isError) return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  const { plans } = list.data;
  if (plans.length === 0) {
    return (
      <Notice
        tone="empty"
        title={t('plan.list.empty')}
        text={t(mayWrite ? 'plan.list.emptyText' : 'plan.list.emptyRead')}
      />
    );
  }
  const shown = plans.filter((plan) => state === 'all' || plan.state === state);
  return (
    <>
      <SegmentedControl
        className={styles.filter ?? ''}
        aria-label={t('plan.list.filter')}
        value={state}
        onChange={(value) => setState(PlanState.safeParse(value).data ?? 'all')}
        data={[
          { value: 'all', label: `${t('plan.list.all')} (${plans.length})` },
          ...PlanState.options.map((value) => ({
            value,
            label: `${t(`plan.state.${value}`)} (${plans.filter((plan) => plan.state === value).length})`,
          })),
        ]}
      />
      {shown.length === 0 ? <Notice tone="empty" title={t('plan.list.noneOfState')} /> : null}
      <ul className={styles.list}>
        {shown.map((plan) => (
          <Row key={plan.id} plan={plan} timeZone={timeZone} />
        ))}
      </ul>
    </>
  );
}

function Row({ plan, timeZone }: { plan: PlanSummary; timeZone: string }) {
  const words = useWords();
  const { t } = words;
  const cost = totalText(plan, words);
  return (
    <li className={styles.row}>
      <div className={styles.rowName}>
        <Link to="/quy-hoach/$id" params={{ id: plan.id }}>
          {plan.name}
        </Link>
        <span>{plan.schoolName}</span>
        <small>
          {t('plan.list.count', { count: plan.elementCount })}
          {cost === null ? '' : ` · ${cost}`}
          {' · '}
          {formatMoment(plan.updatedAt, timeZone)}
          {plan.updatedBy === null ? '' : ` · ${plan.updatedBy}`}
          {plan.invented ? ` · ${t('common.invented')}` : ''}
        </small>
      </div>
      <PlanEffectShort id={plan.id} />
      <span className={styles.badges}>
        <StateBadges plan={plan} />
      </span>
    </li>
  );
}
