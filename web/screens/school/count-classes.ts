// Which shade a count has, the same in the chart and in its legend.
import { countFills } from '../../map/colours.ts';

export type CountClass = { from: number; to: number; fill: string; text: string };

/** Classes of equal width for counts from 1 to `most`, as few as there are counts; none when there is nothing. */
export function countClasses(most: number): CountClass[] {
  const width = Math.ceil(most / countFills.length);
  return countFills
    .map((colours, i) => ({ from: i * width + 1, to: (i + 1) * width, ...colours }))
    .filter(({ from }) => from <= most);
}
