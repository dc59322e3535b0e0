// Whether what is drawn is a shape at all: asked of every plan that comes in, before rules look at it. Pure.
import type { ProblemDetail } from '../../contract/problem.ts';
import { Problem } from '../problem.ts';
import { areaOf, type Drawn, isSelfCrossing, metresBetween, planeAt, segmentsOf, type Xy } from './plane.ts';

/** Our choice: what a hand draws at a gate has fewer corners; checking more would keep others waiting. */
const MOST_CORNERS = 200;
/** Our choice: shorter lines and smaller areas are slips of the hand, metres and square metres. */
const LEAST_LINE_METRES = 0.2;
const LEAST_AREA_M2 = 0.1;

type Words = { vi: string; en: string };
type DrawnElement = { type: string; geometry: Drawn };

/**
 * Throws `bad-geometry` that names every element whose drawing is none, by its place in the list from 1. `pointer` is
 * where the plan stood in the input.
 */
export function requireSoundShapes(
  { elements }: { elements: readonly DrawnElement[] },
  pointer: string,
): void {
  const errors = elements.flatMap(({ type, geometry }, i): ProblemDetail[] => {
    const fault = faultOf(geometry);
    if (fault === null) return [];
    return [
      {
        pointer: `${pointer}/elements/${i}/geometry`,
        detail: `Hạng mục ${i + 1} (${type}): ${fault.vi}`,
        detailEn: `Element ${i + 1} (${type}): ${fault.en}`,
      },
    ];
  });
  const [first] = errors;
  if (first === undefined) return;
  throw new Problem('bad-geometry', { detail: first.detail, detailEn: first.detailEn, errors });
}

/** What is wrong with one drawing; null for nothing. */
function faultOf(geometry: Drawn): Words | null {
  if (geometry.type === 'Point') return null;
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : [geometry.coordinates];
  const [places = []] = rings;
  const corners = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (corners > MOST_CORNERS) {
    return {
      vi: `có ${corners} đỉnh, nhiều nhất là ${MOST_CORNERS}`,
      en: `it has ${corners} corners; the most is ${MOST_CORNERS}`,
    };
  }
  const origin = places[0];
  if (origin === undefined) return { vi: 'không có đỉnh nào', en: 'it has no corners' };
  const points = places.map(planeAt(origin).toPlane);
  return geometry.type === 'LineString' ? lineFault(points) : areaFault(points, rings.length);
}

function lineFault(points: readonly Xy[]): Words | null {
  const metres = segmentsOf(points).reduce((sum, [a, b]) => sum + metresBetween(a, b), 0);
  if (metres >= LEAST_LINE_METRES) return null;
  return {
    vi: 'đường vẽ không có chiều dài (các đỉnh trùng nhau)',
    en: 'the line has no length (its corners are one place)',
  };
}

function areaFault(ring: readonly Xy[], rings: number): Words | null {
  const [first, last] = [ring[0], ring.at(-1)];
  if (rings > 1) return { vi: 'vùng vẽ không được có lỗ', en: 'the area may have no holes' };
  if (first === undefined || last === undefined || metresBetween(first, last) > 0) {
    return {
      vi: 'vùng vẽ chưa khép: đỉnh cuối phải trùng đỉnh đầu',
      en: 'the area is not closed: its last corner must be its first',
    };
  }
  // Before the area: the two loops of a figure eight take away from each other.
  if (isSelfCrossing(ring)) return { vi: 'vùng vẽ tự cắt chính nó', en: 'the area crosses itself' };
  if (areaOf(ring) >= LEAST_AREA_M2) return null;
  return {
    vi: 'vùng vẽ không có diện tích (các đỉnh thẳng hàng hoặc trùng nhau)',
    en: 'the area is empty (its corners lie on one line or in one place)',
  };
}
