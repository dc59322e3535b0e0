// Whether what is drawn is safe, in words; or why nothing can be drawn.
import { Button } from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconLock, IconRefresh } from '@tabler/icons-react';
import { useWords } from '../../text/words.ts';
import styles from './plan-bar.module.css';
import type { PlanEditor } from './use-plan-editor.ts';

export function SaveWords({ editor }: { editor: PlanEditor }) {
  const words = useWords();
  const { t } = words;
  if (!editor.mayDraw) {
    return (
      <span className={styles.saved} title={t(editor.mayWrite ? 'plan.readOnlyState' : 'plan.readOnlyRole')}>
        <IconLock size={16} aria-hidden /> {t('plan.readOnly')}
      </span>
    );
  }
  const { state, retry } = editor.save;
  switch (state.kind) {
    case 'saved':
      return (
        <span className={styles.saved} role="status">
          <IconCloudCheck size={16} aria-hidden />{' '}
          {state.at === null ? t('plan.save.fresh') : t('plan.save.saved', { clock: clockOf(state.at) })}
        </span>
      );
    case 'waiting':
    case 'saving':
      return (
        <span className={styles.saved} role="status">
          <IconRefresh size={16} aria-hidden /> {t(`plan.save.${state.kind}`)}
        </span>
      );
    case 'offline':
    case 'conflict':
      return (
        <span className={styles.unsaved} role="status">
          <IconCloudOff size={16} aria-hidden /> {t(`plan.save.${state.kind}`)}
        </span>
      );
    case 'refused':
      return (
        <span className={styles.unsaved} role="alert">
          {t('plan.save.refused', { reason: words.problem(state.problem) })}
          <Button size="compact-sm" variant="default" onClick={retry}>
            {t('plan.save.retry')}
          </Button>
        </span>
      );
  }
}

/** The clock of this device: "10:32". */
function clockOf(at: Date): string {
  return `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
}
