// A panel over the map at the left or right edge of the desk; the left one can be folded away.
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../text/words.ts';
import styles from './side-panel.module.css';

type Props = {
  side: 'left' | 'right';
  label: string;
  isOpen?: boolean;
  onOpen?(): void;
  onClose?(): void;
  children: ReactNode;
};

export function SidePanel({ side, label, isOpen = true, onOpen, onClose, children }: Props) {
  const { t } = useWords();
  if (!isOpen)
    return (
      <div className={styles.folded}>
        <Tooltip label={t('planning.unfold')} position="right">
          <ActionIcon variant="default" size={44} aria-label={t('planning.unfold')} onClick={onOpen}>
            <IconLayoutSidebarLeftExpand size={22} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    );
  return (
    <section className={styles.panel} data-side={side} aria-label={label}>
      {side === 'left' ? (
        <ActionIcon
          className={styles.close ?? ''}
          variant="subtle"
          color="gray.7"
          size={34}
          aria-label={t('planning.fold')}
          title={t('planning.fold')}
          onClick={onClose}
        >
          <IconLayoutSidebarLeftCollapse size={20} aria-hidden />
        </ActionIcon>
      ) : null}
      {children}
    </section>
  );
}
