// The score of a school from run to run as an option of the chart: an upright line for each 90 % interval, a dot for the
// score, and a line that joins the standard runs only, because scores of other runs cannot be compared with theirs.
import type { HistoryPoint } from '../../../contract/school-page.ts';
import type { ChartOption, CustomElement, CustomLayer } from '../../charts/chart.tsx';
import { formatDay } from '../../format.ts';
import { bandColour } from '../../map/colours.ts';
import type { Words } from '../../text/words.ts';

export const historyChartHeight = 240;

export function historyChart(points: readonly HistoryPoint[], { count }: Words): ChartOption {
  const standard = points.flatMap(({ standard, score }, i) => (standard ? [[i, score]] : []));
  return {
    textStyle: { fontFamily: 'Inter, system-ui, sans-serif' },
    grid: { left: 34, right: 10, top: 12, bottom: 26 },
    xAxis: {
      type: 'category',
      data: points.map(({ asOf }) => formatDay(asOf)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: 'var(--line)' } },
      axisLabel: { color: 'var(--ink)', fontSize: 11, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 20,
      axisLabel: { color: 'var(--ink-soft)', fontSize: 11, formatter: (value: number) => count(value) },
      splitLine: { lineStyle: { color: 'var(--line-soft)' } },
    },
    series: [
      joined(standard, 'var(--ink-soft)'),
      {
        type: 'custom',
        silent: true,
        data: points.map(({ score }, i) => [i, score]),
        renderItem: ({ dataIndex }, api): CustomElement | null => {
          const point = points[dataIndex];
          if (point === undefined) return null;
          const at = (value: number): number[] => api.coord([dataIndex, value]);
          const [x = 0, y = 0] = at(point.score);
          const [, low = 0] = at(point.scoreLow);
          const [, high = 0] = at(point.scoreHigh);
          const stroke = 'var(--ink)';
          const upright = { lineWidth: 2, stroke };
          return {
            type: 'group',
            children: [
              { type: 'line', shape: { x1: x, y1: low, x2: x, y2: high }, style: upright },
              { type: 'line', shape: { x1: x - 5, y1: low, x2: x + 5, y2: low }, style: upright },
              { type: 'line', shape: { x1: x - 5, y1: high, x2: x + 5, y2: high }, style: upright },
              {
                type: 'circle',
                shape: { cx: x, cy: y, r: 6 },
                style: {
                  lineWidth: 2,
                  stroke,
                  fill: point.standard ? bandColour(point.band) : 'var(--paper)',
                },
              },
            ],
          };
        },
      },
    ],
  };
}

/** A line through places of the chart, as one element drawn for the first of them. */
function joined(places: readonly (readonly number[])[], stroke: string): CustomLayer {
  return {
    type: 'custom',
    silent: true,
    data: places.slice(0, 1).map((place) => [...place]),
    renderItem: (_, api) => ({
      type: 'polyline',
      shape: { points: places.map((place) => api.coord([...place])) },
      style: { fill: 'none', stroke, lineWidth: 1.5 },
    }),
  };
}
