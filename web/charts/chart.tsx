// Draws one chart. The only place that knows the chart library, and loaded only where a chart is shown. Options name quiet
// colours as the style sheet does ("var(--ink)"); the drawing keeps them, so that charts follow light, dark and paper.
import { BarChart, type BarSeriesOption, CustomChart, type CustomSeriesOption } from 'echarts/charts';
import { GridComponent, type GridComponentOption } from 'echarts/components';
import { type ComposeOption, type EChartsType, init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

register([BarChart, CustomChart, GridComponent, SVGRenderer]);

/** A series of which each datum is drawn by hand, and what it draws. */
export type CustomLayer = CustomSeriesOption;
export type CustomElement = Exclude<
  ReturnType<NonNullable<CustomSeriesOption['renderItem']>>,
  null | undefined
>;

export type ChartOption = ComposeOption<BarSeriesOption | CustomSeriesOption | GridComponentOption>;

type Props = {
  option: ChartOption;
  /** What the chart says, in words, for those who do not see it. */
  label: string;
  heightPixels: number;
};

export function Chart({ option, label, heightPixels }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  useEffect(() => {
    if (frame.current === null) return;
    const drawn = init(frame.current, null, { renderer: 'svg' });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(frame.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [option]);
  return (
    <div role="img" aria-label={label}>
      <div ref={frame} aria-hidden style={{ height: heightPixels }} />
    </div>
  );
}
