// Exposure of a school: motor traffic on the roads its pupils can reach on foot, weighted by the
// same distance kernel as the accidents, so that both are counted over the same ground.
import type { RiskParameters, RoadClass } from './parameters.ts';

/** An edge of the walking network seen from the gates. */
export interface CatchmentEdge {
  lengthMetres: number;
  /** Walking distance from the nearest gate to each end; Infinity when beyond reach. */
  fromDistanceMetres: number;
  toDistanceMetres: number;
  /** Thousand vehicles a day: measured, or the proxy of the road class. */
  traffic: number;
}

/** Thousand vehicles a day: as measured where known, else by road class. */
export function trafficOf(
  roadClass: RoadClass,
  measuredVehiclesPerDay: number | null,
  parameters: RiskParameters,
): number {
  return measuredVehiclesPerDay === null
    ? parameters.traffic.byRoadClass[roadClass]
    : measuredVehiclesPerDay / 1000;
}

/**
 * M = Σ ∫ a(d) dl / 1000 × (V / V̄)^exponent over the edges of the catchment: kernel-weighted
 * traffic-kilometres. `catchment` is the radius D in metres.
 *
 * The kernel is integrated exactly along each edge, where the distance rises from both ends to the
 * point reached equally soon from either; ground beyond D adds nothing. Length × a(distance of
 * the midpoint of the part within D) is its one-point approximation. Being an integral it does not
 * change when an edge is cut in two. An edge that carries a gate must be cut there first, as the
 * distance has a valley at the gate.
 * Throws RangeError for a catchment that is not positive.
 */
export function trafficKilometres(
  edges: readonly CatchmentEdge[],
  catchment: number,
  parameters: RiskParameters,
): number {
  if (!(catchment > 0)) throw new RangeError(`catchment must be positive, got ${catchment}`);
  const { mean, exponent } = parameters.traffic;
  const terms = edges.map(
    (edge) => (kernelLengthMetres(edge, catchment) / 1000) * (Math.max(0, edge.traffic) / mean) ** exponent,
  );
  // Summed from small to large: the order of the rows cannot change the last digit.
  return terms.sort((a, b) => a - b).reduce((sum, term) => sum + term, 0);
}

/** ∫ a(d) dl along one edge, in metres: at most its length. */
export function kernelLengthMetres(edge: CatchmentEdge, catchment: number): number {
  const { lengthMetres } = edge;
  if (!(lengthMetres > 0)) return 0;
  // An end is never farther than the other end plus the edge itself.
  const from = Math.min(edge.fromDistanceMetres, edge.toDistanceMetres + lengthMetres);
  const to = Math.min(edge.toDistanceMetres, edge.fromDistanceMetres + lengthMetres);
  if (!(Math.min(from, to) < catchment)) return 0;
  const summit = (from + to + lengthMetres) / 2;
  const upTo = kernelPrimitive(summit, catchment);
  return 2 * upTo - kernelPrimitive(from, catchment) - kernelPrimitive(to, catchment);
}

/** ∫₀^d (1 − (s/D)²)² ds, constant from D on. */
function kernelPrimitive(distanceMetres: number, catchment: number): number {
  const d = Math.min(distanceMetres, catchment);
  const u2 = (d / catchment) ** 2;
  return d * (1 - (2 / 3) * u2 + u2 ** 2 / 5);
}
