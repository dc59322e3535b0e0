// How far from its gates the facts of a school lie, for asking the database for the ones that count.
import type { RiskParameters } from './parameters.ts';

/** A vehicle-keeping spot within this distance of a gate counts for it (methods of the model: "≤ 300 m"). */
export const keepingSpotMetres = 300;

/** A metric frame may shorten distances, UTM by 0.04 % along its central meridian; asking the ellipsoid takes this much more (our choice). */
export const frameFactor = 1.01;

/** No fact farther than this from a gate, on the ellipsoid, counts for any school. */
export function farthestMetres({ catchmentMetres, route }: RiskParameters): number {
  return frameFactor * Math.max(...Object.values(catchmentMetres), route.maxMetres, keepingSpotMetres);
}
