// Five years by severity as an option of the chart: stacked columns, worst at the foot, each part with its number.
import type { SchoolPattern } from '../../../contract/pattern.ts';
import type { ChartOption } from '../../charts/chart.tsx';
import { formatDay } from '../../format.ts';
import { severityColour, severityTextColour } from '../../map/colours.ts';
import type { Words } from '../../text/words.ts';

export const yearChartHeight = 210;

/** Severities in which somebody was hurt, the worst first. */
export const hurtSeverities = ['fatal', 'serious', 'slight'] as const;

export function yearChart({ years }: SchoolPattern, { t, count }: Words): ChartOption {
  return {
    textStyle: { fontFamily: 'Inter, system-ui, sans-serif' },
    grid: { left: 30, right: 2, top: 24, bottom: 38 },
    xAxis: {
      type: 'category',
      data: years.map(({ from, to }) => `${formatDay(from)}\n–${formatDay(to)}`),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: 'var(--line)' } },
      axisLabel: { color: 'var(--ink)', fontSize: 10, lineHeight: 14, interval: 0 },
    },
    yAxis: {
      type: 'value',
      name: t('pattern.accidentsAxis'),
      nameTextStyle: { color: 'var(--ink-soft)', fontSize: 11 },
      minInterval: 1,
      axisLabel: { color: 'var(--ink-soft)', fontSize: 11, formatter: (value: number) => count(value) },
      splitLine: { lineStyle: { color: 'var(--line-soft)' } },
    },
    series: hurtSeverities.map((severity) => ({
      type: 'bar',
      stack: 'years',
      silent: true,
      barMaxWidth: 44,
      itemStyle: { color: severityColour(severity), borderColor: 'var(--paper)', borderWidth: 1 },
      label: {
        show: true,
        color: severityTextColour(severity),
        fontSize: 11,
        fontWeight: 600,
        formatter: ({ value }) => (typeof value === 'number' ? count(value) : ''),
      },
      // Nothing has no bar and no number.
      data: years.map((year) => (year[severity] === 0 ? '-' : year[severity])),
    })),
  };
}
