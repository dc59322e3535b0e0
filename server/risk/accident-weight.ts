// How much one accident record says about one school: space, age, relevance and quality of its
// location, each in [0, 1], and the reasons why it counts less than fully or not at all.
import { DAYS_PER_YEAR, daysBetween, yearsEarlier } from '../territory/days.ts';
import type {
  LocationQuality,
  PupilInvolved,
  RiskParameters,
  SchoolLevel,
  Severity,
  TimeClass,
} from './parameters.ts';

/** One accident as seen from one school. */
export interface SchoolAccident {
  id: string;
  severity: Severity;
  /** Local day, ISO. */
  occurredOn: string;
  /** Walking distance along the network from the nearest gate, metres. */
  distanceMetres: number;
  /** Share of pupils on the surveyed route the accident lies on (0 to 1), null when it lies on none. */
  routeShare: number | null;
  timeClass: TimeClass;
  pupilInvolved: PupilInvolved;
  locationQuality: LocationQuality;
}

/** Why a record counts zero: the first four; why it counts less: the others. */
export type WeightReason =
  | 'future'
  | 'out_of_window'
  | 'beyond_catchment'
  | 'quality_area'
  | 'far_from_gate'
  | 'old'
  | 'less_relevant'
  | 'quality_street';

export interface AccidentWeight {
  weight: number;
  space: number;
  age: number;
  relevance: number;
  quality: number;
  reasons: WeightReason[];
}

/** Distance within which pupils of a school come on foot; with several levels the widest. */
export function catchmentMetres(levels: readonly SchoolLevel[], parameters: RiskParameters): number {
  if (levels.length === 0) throw new RangeError('a school needs at least one level');
  // Our choice: the catchment must contain the way of the oldest pupils.
  return Math.max(...levels.map((level) => parameters.catchmentMetres[level]));
}

/** Distance kernel (1 − (d/D)²)², 0 from D on. Child collisions are densest at the school and thin out (Warsh et al. 2009). */
export function spaceKernel(distanceMetres: number, catchment: number): number {
  return distanceMetres < catchment ? (1 - (distanceMetres / catchment) ** 2) ** 2 : 0;
}

/** Where the straight line is all that is known: metres × the detour factor. */
export function walkingDistanceMetres(straightLineMetres: number, parameters: RiskParameters): number {
  return straightLineMetres * parameters.fallback.detourFactor;
}

/** An accident snapped near a surveyed route. */
export interface RouteSnap {
  /** Share of the school's pupils on the route, 0 to 1. */
  share: number;
  offsetMetres: number;
  isSameEdge: boolean;
}

/** Largest share among the surveyed routes the accident lies on (same edge, within the snap distance), null for none. */
export function surveyedRouteShare(snaps: readonly RouteSnap[], parameters: RiskParameters): number | null {
  const shares = snaps
    .filter((snap) => snap.isSameEdge && snap.offsetMetres <= parameters.route.snapMetres)
    .map((snap) => snap.share);
  return shares.length === 0 ? null : Math.max(...shares);
}

/**
 * Weight of an accident for a school on day `asOf` (ISO) with catchment radius `catchment` (metres):
 * space × age × relevance × quality.
 * On a surveyed route space is at least base + shareWeight × share, up to the route limit in distance.
 * Age halves every half-life; the window is half open: after `asOf` − window years, up to `asOf`.
 */
export function accidentWeight(
  accident: SchoolAccident,
  asOf: string,
  catchment: number,
  parameters: RiskParameters,
): AccidentWeight {
  const isOnRoute = accident.routeShare !== null && accident.distanceMetres <= parameters.route.maxMetres;
  const kernel = spaceKernel(accident.distanceMetres, catchment);
  const space = isOnRoute ? Math.max(kernel, routeWeight(accident.routeShare ?? 0, parameters)) : kernel;
  const ageYears = daysBetween(accident.occurredOn, asOf) / DAYS_PER_YEAR;
  const isFuture = ageYears < 0;
  // ISO text sorts as days do.
  const isPastWindow = accident.occurredOn <= yearsEarlier(asOf, parameters.accidentWindowYears);
  const age = isFuture || isPastWindow ? 0 : 2 ** (-ageYears / parameters.accidentHalfLifeYears);
  const relevance = parameters.relevance[accident.timeClass][accident.pupilInvolved];
  const quality = parameters.locationQuality[accident.locationQuality];

  const reasons: WeightReason[] = [];
  if (isFuture) reasons.push('future');
  else if (isPastWindow) reasons.push('out_of_window');
  if (space === 0) reasons.push('beyond_catchment');
  if (accident.locationQuality === 'area') reasons.push('quality_area');
  if (space > 0 && space < 1) reasons.push('far_from_gate');
  if (age > 0 && age < 1) reasons.push('old');
  if (relevance < 1) reasons.push('less_relevant');
  if (accident.locationQuality === 'street') reasons.push('quality_street');
  return { weight: space * age * relevance * quality, space, age, relevance, quality, reasons };
}

/**
 * Years the age weights add up to over the part of the window that records cover:
 * ∫ 2^(−t / half-life) dt from `fromYearsAgo` to `toYearsAgo` (by default the whole window).
 */
export function effectiveYears(
  parameters: RiskParameters,
  coverage: { fromYearsAgo: number; toYearsAgo: number } | null = null,
): number {
  const from = Math.max(0, coverage?.fromYearsAgo ?? 0);
  const to = Math.min(parameters.accidentWindowYears, coverage?.toYearsAgo ?? parameters.accidentWindowYears);
  if (to <= from) return 0;
  const halfLife = parameters.accidentHalfLifeYears;
  return (halfLife / Math.LN2) * (2 ** (-from / halfLife) - 2 ** (-to / halfLife));
}

function routeWeight(share: number, parameters: RiskParameters): number {
  const clipped = Math.min(1, Math.max(0, share));
  return parameters.route.baseWeight + parameters.route.shareWeight * clipped;
}
