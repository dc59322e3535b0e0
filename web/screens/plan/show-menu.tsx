// Which facts lie faintly beneath the plan, and whether corners snap.
import { Button, Popover, Switch } from '@mantine/core';
import { IconMaximize, IconStack2 } from '@tabler/icons-react';
import { type PlanContextId, planContextIds } from '../../map/plan-context-ids.ts';
import { useWords } from '../../text/words.ts';
import styles from './stage.module.css';

type Props = {
  hidden: ReadonlySet<PlanContextId>;
  hasSnap: boolean;
  mayDraw: boolean;
  onHidden(hidden: ReadonlySet<PlanContextId>): void;
  onSnap(hasSnap: boolean): void;
  onAll(): void;
};

export function ShowMenu({ hidden, hasSnap, mayDraw, onHidden, onSnap, onAll }: Props) {
  const { t } = useWords();
  const toggled = (id: PlanContextId) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    return next;
  };
  return (
    <div className={styles.show}>
      <Popover position="bottom-start" shadow="md" width={300} trapFocus returnFocus>
        <Popover.Target>
          <Button variant="default" size="sm" leftSection={<IconStack2 size={18} aria-hidden />}>
            {t('plan.show.title')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={styles.switches}>
            {planContextIds.map((id) => (
              <Switch
                key={id}
                label={t(`plan.show.${id}`)}
                checked={!hidden.has(id)}
                onChange={() => onHidden(toggled(id))}
              />
            ))}
            {mayDraw ? (
              <Switch
                label={t('plan.show.snap')}
                checked={hasSnap}
                onChange={(event) => onSnap(event.currentTarget.checked)}
              />
            ) : null}
          </div>
        </Popover.Dropdown>
      </Popover>
      <Button
        variant="default"
        size="sm"
        aria-label={t('plan.show.all')}
        title={t('plan.show.all')}
        px={10}
        onClick={onAll}
      >
        <IconMaximize size={18} aria-hidden />
      </Button>
    </div>
  );
}
