// Which schools a pilot is compared with: chosen by rule when the pilot is, so that nobody picks them afterwards. Pure.
import type { SchoolLevel } from '../../contract/codes.ts';
import { compareText } from '../risk/hazard.ts';

export type ComparableSchool = {
  schoolId: string;
  levels: readonly SchoolLevel[];
  score: number;
  roadClass: string | null;
  /** In the territory's metric frame. */
  x: number;
  y: number;
  /** A pilot itself, in the same year or lately. */
  isPilot: boolean;
};

/** Our choice: alike enough to share trends, far enough not to share the measures. */
const SCORE_WITHIN = 10;
const METRES_APART = 2_000;
const SCHOOLS = 2;

/**
 * Up to two comparison schools: of the pilot's level, score within 10, more than 2 km away, no pilots, at the same class
 * of road; the nearest in score first, then by id. Where none is at the same class of road, those at another one, which
 * is a weaker comparison and said so (our choice: a weak comparison tells more than none). None for no pilot.
 */
export function comparisonSchools(
  pilot: (Omit<ComparableSchool, 'isPilot' | 'levels'> & { level: SchoolLevel }) | undefined,
  schools: readonly ComparableSchool[],
): { schoolIds: string[]; isOtherRoad: boolean } {
  if (pilot === undefined) return { schoolIds: [], isOtherRoad: false };
  const alike = schools
    .filter(
      (school) =>
        school.schoolId !== pilot.schoolId &&
        !school.isPilot &&
        school.levels.includes(pilot.level) &&
        Math.abs(school.score - pilot.score) <= SCORE_WITHIN &&
        Math.hypot(school.x - pilot.x, school.y - pilot.y) > METRES_APART,
    )
    .sort(
      (a, b) =>
        Math.abs(a.score - pilot.score) - Math.abs(b.score - pilot.score) ||
        compareText(a.schoolId, b.schoolId),
    );
  const sameRoad = alike.filter(({ roadClass }) => roadClass === pilot.roadClass);
  const chosen = sameRoad.length > 0 ? sameRoad : alike;
  return {
    schoolIds: chosen.slice(0, SCHOOLS).map(({ schoolId }) => schoolId),
    isOtherRoad: sameRoad.length === 0 && alike.length > 0,
  };
}
