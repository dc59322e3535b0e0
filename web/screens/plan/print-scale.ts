// The numbers of a printed plan: which round scale a sheet takes, and what of the map it then shows. Pure.

import type { Position } from '../../../contract/geometry.ts';
import { planeAt, type Xy } from '../../map/plan-plane.ts';

/** Scales that offices know from site plans, the largest first. */
export const printScales = [200, 250, 500, 750, 1_000, 2_000] as const;
type PrintScale = (typeof printScales)[number];

/** Millimetres of paper around the drawing that stay free of elements. */
const marginMm = 8;

/** The largest scale at which all places fit into a drawing of so many millimetres; the smallest when none does. */
export function scaleFor(places: readonly Position[], widthMm: number, heightMm: number): PrintScale {
  const box = boxMetres(places);
  if (box === null) return 500;
  const fits = (scale: number) =>
    (box.width / scale) * 1_000 <= widthMm - 2 * marginMm &&
    (box.height / scale) * 1_000 <= heightMm - 2 * marginMm;
  return printScales.find(fits) ?? 2_000;
}

/** Whether all places fit at a scale; what does not is cut off and must be said. */
export function fitsAt(
  scale: number,
  places: readonly Position[],
  widthMm: number,
  heightMm: number,
): boolean {
  const box = boxMetres(places);
  return box === null || Math.max(box.width / widthMm, box.height / heightMm) * 1_000 <= scale;
}

function boxMetres(places: readonly Position[]): { width: number; height: number } | null {
  const origin = places[0];
  if (origin === undefined) return null;
  const points = places.map(planeAt(origin).toPlane);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) };
}

/** The middle of the box around some places; `otherwise` without any. */
export function middlePlace(places: readonly Position[], otherwise: Position): Position {
  const origin = places[0];
  if (origin === undefined) return otherwise;
  const plane = planeAt(origin);
  const points = places.map(plane.toPlane);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const at: Xy = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  return plane.toPlace(at);
}
