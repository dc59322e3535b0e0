// How much of a place's accidents happen on the way to and from school, once chance is allowed
// for. Apart because a place with two accidents must not look like a school problem.
import { betaTail } from '../risk/beta.ts';

export type SchoolTimeShare = {
  /** Share in the trip window over the share of the province, shrunk towards 1. */
  quotient: number;
  /** Probability that the long-run share of the place is above that of the province. */
  probabilityAbove: number;
  isSchoolTime: boolean;
};

/** Weight of the province's share, accidents (our choice: ten accidents outweigh it). */
const PRIOR_ACCIDENTS = 10;
/** Our choice: nineteen to one before a place is flagged. */
const FLAG_FROM = 0.95;

/**
 * Location quotient of school-time accidents of a place: [(n_trip + κ p0) / (n + κ)] / p0 with
 * κ = 10, flagged when Beta(κ p0 + n_trip, κ (1 - p0) + n - n_trip) lies above p0 with
 * probability >= .95.
 *
 * Null when the province's share p0 is 0 or 1 (or unknown): there is nothing to compare with.
 * Throws RangeError when the counts are not 0 <= tripCount <= count.
 */
export function schoolTimeShare(
  tripCount: number,
  count: number,
  provinceShare: number,
): SchoolTimeShare | null {
  if (!(tripCount >= 0 && tripCount <= count && count < Infinity)) {
    throw new RangeError(`school time: ${tripCount} of ${count} accidents`);
  }
  if (!(provinceShare > 0 && provinceShare < 1)) return null;
  const shape = PRIOR_ACCIDENTS * provinceShare + tripCount;
  const other = PRIOR_ACCIDENTS * (1 - provinceShare) + count - tripCount;
  const quotient = shape / (count + PRIOR_ACCIDENTS) / provinceShare;
  const probabilityAbove = betaTail(shape, other, provinceShare);
  return { quotient, probabilityAbove, isSchoolTime: probabilityAbove >= FLAG_FROM };
}
