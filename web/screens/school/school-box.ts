// The box of degrees that holds a school with its gates, zones, routes and findings. Pure.

import type { School } from '../../../contract/facts.ts';
import type { BoundingBox } from '../../../contract/geometry.ts';

/** About 150 m, so that a school without routes is not a dot in an empty box. */
const marginDegrees = 0.0014;

/** West, south, east, north. */
export function boxOf({
  location,
  gates,
  routes,
  findings,
}: Pick<School, 'location' | 'gates' | 'routes' | 'findings'>): BoundingBox {
  const places = [
    location.coordinates,
    ...gates.flatMap((gate) => [gate.location.coordinates, ...(gate.zone?.coordinates.flat() ?? [])]),
    ...routes.flatMap((route) => route.path.coordinates),
    ...findings.map((finding) => finding.location.coordinates),
  ];
  const longitudes = places.map(([longitude]) => longitude);
  const latitudes = places.map(([, latitude]) => latitude);
  const least = (numbers: number[]): number => numbers.reduce((a, b) => Math.min(a, b));
  const most = (numbers: number[]): number => numbers.reduce((a, b) => Math.max(a, b));
  return [
    least(longitudes) - marginDegrees,
    least(latitudes) - marginDegrees,
    most(longitudes) + marginDegrees,
    most(latitudes) + marginDegrees,
  ];
}
