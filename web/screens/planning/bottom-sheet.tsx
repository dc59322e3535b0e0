// The sheet over the map on a phone, with three heights: moved by dragging its handle, by buttons or by keys.
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useWords } from '../../text/words.ts';
import styles from './bottom-sheet.module.css';

const heights = ['peek', 'half', 'full'] as const;
export type SheetHeight = (typeof heights)[number];

const headerPixels = 56;

/** Height of the sheet in CSS pixels for the window as it is. */
export function sheetPixels(height: SheetHeight): number {
  if (height === 'peek') return 112;
  return height === 'half' ? Math.round(window.innerHeight * 0.48) : window.innerHeight - headerPixels;
}

/** The height whose size is nearest to where the finger let go. */
function nearestHeight(pixels: number): SheetHeight {
  const gap = (height: SheetHeight): number => Math.abs(sheetPixels(height) - pixels);
  return heights.reduce((best, height) => (gap(height) < gap(best) ? height : best));
}

type Props = { height: SheetHeight; onHeight(height: SheetHeight): void; children: ReactNode };

export function BottomSheet({ height, onHeight, children }: Props) {
  const { t } = useWords();
  const drag = useRef<{ fromY: number; fromPixels: number } | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const index = heights.indexOf(height);
  const step = (by: number): void => onHeight(heights[Math.min(2, Math.max(0, index + by))] ?? height);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { fromY: event.clientY, fromPixels: sheetPixels(height) };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (drag.current === null) return;
    const pixels = drag.current.fromPixels + drag.current.fromY - event.clientY;
    setDragged(Math.min(sheetPixels('full'), Math.max(sheetPixels('peek'), pixels)));
  };
  const onPointerEnd = (): void => {
    if (drag.current !== null && dragged !== null) onHeight(nearestHeight(dragged));
    drag.current = null;
    setDragged(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape' && height !== 'peek') step(-1);
  };

  return (
    <section
      className={styles.sheet}
      aria-label={t('sheet.label')}
      style={{ height: dragged ?? (height === 'full' ? '100%' : sheetPixels(height)) }}
      data-dragged={dragged !== null}
      onKeyDown={onKeyDown}
    >
      <div
        className={styles.handle}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
      >
        <span className={styles.grip} aria-hidden />
        <span className="for-readers" role="status">
          {t(`sheet.state.${height}`)}
        </span>
        <div className={styles.buttons}>
          <ActionIcon
            variant="subtle"
            color="gray.7"
            size={44}
            disabled={height === 'peek'}
            aria-label={t('sheet.lower')}
            onClick={() => step(-1)}
          >
            <IconChevronDown size={22} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray.7"
            size={44}
            disabled={height === 'full'}
            aria-label={t('sheet.higher')}
            onClick={() => step(1)}
          >
            <IconChevronUp size={22} aria-hidden />
          </ActionIcon>
        </div>
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
