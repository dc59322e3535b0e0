// The heat map of half hours and weekdays as an option of the chart: shaded windows, cells with their number, frames.
import type { SchoolPattern } from '../../../contract/pattern.ts';
import type { ChartOption, CustomElement, CustomLayer } from '../../charts/chart.tsx';
import type { Words } from '../../text/words.ts';
import { countClasses } from './count-classes.ts';
import { minutesText, weekdays } from './pattern-words.ts';

const rowPixels = 12;
const headPixels = 24;
const footPixels = 8;
const fontFamily = 'Inter, system-ui, sans-serif';

/** One rectangle: column of the weekday from 0, and its minutes. */
type Box = { column: number; fromMinutes: number; toMinutes: number };

/** What of a pattern the chart shows. */
type HourCounts = Pick<SchoolPattern, 'cells' | 'tripWindows'>;

/** Whole hours that hold every accident and every trip window; null when there is neither. */
export function shownHours({ cells, tripWindows }: HourCounts): { from: number; to: number } | null {
  const starts = [...cells.map((cell) => cell.halfHour * 30), ...tripWindows.map((one) => one.fromMinutes)];
  const ends = [...cells.map((cell) => cell.halfHour * 30 + 30), ...tripWindows.map((one) => one.toMinutes)];
  if (starts.length === 0) return null;
  return { from: Math.floor(Math.min(...starts) / 60) * 60, to: Math.ceil(Math.max(...ends) / 60) * 60 };
}

export function hourChartHeight({ from, to }: { from: number; to: number }): number {
  return ((to - from) / 30) * rowPixels + headPixels + footPixels;
}

/** The chart of the given hours, minutes since midnight. */
export function hourChart(
  pattern: HourCounts,
  { from, to }: { from: number; to: number },
  { t, count }: Words,
): ChartOption {
  const classes = countClasses(Math.max(0, ...pattern.cells.map(({ accidents }) => accidents)));
  const windows = pattern.tripWindows.map(({ weekday, ...span }) => ({ column: weekday - 1, ...span }));
  const cells = pattern.cells.flatMap(({ weekday, halfHour, accidents }) => {
    const shade = classes.find((each) => accidents <= each.to);
    const box = { column: weekday - 1, fromMinutes: halfHour * 30, toMinutes: halfHour * 30 + 30 };
    return shade === undefined ? [] : [{ ...box, accidents, fill: shade.fill, colour: shade.text }];
  });
  return {
    textStyle: { fontFamily },
    grid: { left: 44, right: 2, top: headPixels, bottom: footPixels },
    xAxis: {
      type: 'category',
      position: 'top',
      data: weekdays.map((weekday) => t(`pattern.weekday.${weekday}`)),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: 'var(--ink)', fontSize: 12, interval: 0 },
      splitLine: { show: true, lineStyle: { color: 'var(--line-soft)' } },
    },
    yAxis: {
      type: 'value',
      inverse: true,
      min: from,
      max: to,
      interval: 60,
      axisLabel: {
        color: 'var(--ink-soft)',
        fontSize: 11,
        formatter: (minutes: number) => minutesText(minutes),
      },
      splitLine: { lineStyle: { color: 'var(--line)' } },
    },
    series: [
      layer(windows, (shape) => ({ type: 'rect', shape, style: { fill: 'var(--accent)', opacity: 0.1 } })),
      layer(cells, (shape, { fill }) => ({ type: 'rect', shape, style: { fill } })),
      layer(windows, (shape) => ({
        type: 'rect',
        shape,
        style: { fill: 'none', stroke: 'var(--accent)', lineWidth: 2 },
      })),
      // The edge of a window may run through a cell: its number lies over the edge, with the cell's colour around it.
      layer(cells, ({ x, y, width, height }, { fill, colour, accidents }) => ({
        type: 'text',
        style: {
          text: count(accidents),
          x: x + width / 2,
          y: y + height / 2,
          align: 'center',
          verticalAlign: 'middle',
          fill: colour,
          stroke: fill,
          lineWidth: 4,
          font: `600 10px ${fontFamily}`,
        },
      })),
    ],
  };
}

type Shape = { x: number; y: number; width: number; height: number; r: number };

/** Something drawn for each box, as a series of its own; the later series lies over the earlier. */
function layer<B extends Box>(
  boxes: readonly B[],
  draw: (shape: Shape, box: B) => CustomElement,
): CustomLayer {
  return {
    type: 'custom',
    silent: true,
    data: boxes.map((box) => [box.column, box.fromMinutes, box.toMinutes]),
    renderItem: ({ dataIndex }, api) => {
      const box = boxes[dataIndex];
      if (box === undefined) return null;
      const [middle = 0, top = 0] = api.coord([box.column, box.fromMinutes]);
      const [, bottom = 0] = api.coord([box.column, box.toMinutes]);
      const size = api.size?.([1, 0]);
      const width = (Array.isArray(size) ? size[0] : size) ?? 0;
      // A pixel around each keeps neighbours apart.
      return draw(
        { x: middle - width / 2 + 1, y: top + 1, width: width - 2, height: bottom - top - 2, r: 2 },
        box,
      );
    },
  };
}
