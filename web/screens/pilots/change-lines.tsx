// Before, after one month, after six: a full line for the pilot, a broken one for the mean of its comparison schools.
import { type PilotStudy, type WatchMeasure, WatchPeriod } from '../../../contract/evaluation.ts';
import { useWords } from '../../text/words.ts';
import styles from './study.module.css';
import { type LinePoint, linesOf } from './watch-values.ts';

const width = 340;
const height = 150;
/** Room around the points; the lines across begin left of them. */
const frame = { left: 66, right: 46, top: 12, bottom: 26 };
const gridLeft = 34;

export function ChangeLines({ study, measure }: { study: PilotStudy; measure: WatchMeasure }) {
  const words = useWords();
  const { t } = words;
  const { pilot, comparison } = linesOf(study, measure);
  const points = [...pilot, ...comparison];
  if (points.length === 0) return <p className={styles.none}>{t('pilot.study.noWatch')}</p>;
  const top = Math.max(1e-9, ...points.map(({ value, high }) => high ?? value)) * 1.08;
  const x = (period: WatchPeriod): number =>
    frame.left +
    ((width - frame.left - frame.right) * WatchPeriod.options.indexOf(period)) /
      (WatchPeriod.options.length - 1);
  const y = (value: number): number => frame.top + (height - frame.top - frame.bottom) * (1 - value / top);
  const line = (of: readonly LinePoint[]) =>
    of.map(({ period, value }) => `${x(period)},${y(value)}`).join(' ');
  const said = (of: readonly LinePoint[], who: string) =>
    of.map(({ period, value }) =>
      t('pilot.study.linesPart', {
        who,
        period: t(`pilot.study.period.${period}`),
        value: words.decimal(value, 1),
      }),
    );
  const label = t('pilot.study.lines', {
    measure: t(`pilot.study.measure.${measure}`),
    list: [...said(pilot, t('pilot.study.pilot')), ...said(comparison, t('pilot.study.comparison'))].join(
      ', ',
    ),
  });
  return (
    <figure className={styles.lines}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {[0, top / 1.08].map((value) => (
          <g key={value}>
            <line className={styles.grid} x1={gridLeft} x2={width} y1={y(value)} y2={y(value)} />
            <text className={styles.tick} x={gridLeft - 6} y={y(value) + 4} textAnchor="end">
              {words.count(value)}
            </text>
          </g>
        ))}
        {WatchPeriod.options.map((period) => (
          <text key={period} className={styles.tick} x={x(period)} y={height - 8} textAnchor="middle">
            {t(`pilot.study.period.${period}`)}
          </text>
        ))}
        <polyline className={styles.comparisonLine} points={line(comparison)} />
        {comparison.map(({ period, value }) => (
          <rect
            key={period}
            className={styles.comparisonDot}
            x={x(period) - 5}
            y={y(value) - 5}
            width={10}
            height={10}
          />
        ))}
        <polyline className={styles.pilotLine} points={line(pilot)} />
        {pilot.map(({ period, value, low, high }) => (
          <g key={period}>
            {low === null || high === null ? null : (
              <line className={styles.whisker} x1={x(period)} x2={x(period)} y1={y(low)} y2={y(high)} />
            )}
            <circle className={styles.pilotDot} cx={x(period)} cy={y(value)} r={5.5} />
          </g>
        ))}
      </svg>
      <figcaption>
        <span>● {t('pilot.study.pilot')}</span>
        {comparison.length === 0 ? null : <span>□ {t('pilot.study.comparison')}</span>}
      </figcaption>
    </figure>
  );
}
