// One bar of the waterfall on the common axis; the amount beside it says the same in figures.
import styles from './waterfall.module.css';
import type { Step, Waterfall } from './waterfall-steps.ts';

const toneClass = {
  group: styles.groupBar,
  part: styles.partBar,
  lowering: styles.loweringBar,
  total: styles.totalBar,
} as const;

type Props = { step: Step; sums: Pick<Waterfall, 'low' | 'high'>; tone: keyof typeof toneClass };

export function WaterfallBar({ step, sums, tone }: Props) {
  const span = sums.high - sums.low || 1;
  const place = (value: number): number => ((value - sums.low) / span) * 100;
  const from = place(Math.min(step.start, step.end));
  const width = place(Math.max(step.start, step.end)) - from;
  const isThin = tone === 'part' || tone === 'lowering';
  return (
    <svg className={styles.bar} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden focusable="false">
      <rect x="0" y="6.5" width="100" height="1" fill="var(--line)" />
      <rect
        x={Math.min(from, 99.2)}
        y={isThin ? 3 : 1}
        width={Math.max(width, 0.8)}
        height={isThin ? 8 : 12}
        className={toneClass[tone]}
        data-falls={step.amount < 0}
      />
    </svg>
  );
}
