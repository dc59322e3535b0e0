// What may be said of candidates and of the set that goes together: who is in it, how fair it is, why not the first. Pure.
import type { SchoolLevel } from '../../../contract/codes.ts';
import type { PilotCandidate, SetRule } from '../../../contract/pilot.ts';

type InSet = Pick<PilotCandidate, 'unitId' | 'schoolName' | 'isDisadvantaged' | 'isUrban'>;

export type Equity = { communes: number; disadvantaged: string[]; urban: number; rural: number };

export function equityOf(set: readonly InSet[]): Equity {
  const urban = set.filter(({ isUrban }) => isUrban).length;
  return {
    communes: new Set(set.map(({ unitId }) => unitId)).size,
    disadvantaged: set.filter(({ isDisadvantaged }) => isDisadvantaged).map(({ schoolName }) => schoolName),
    urban,
    rural: set.length - urban,
  };
}

/** Rules that the set would keep less well with another school in place of that of its level. */
export function rulesBrokenBy<Member extends InSet & { level: SchoolLevel }>(
  set: readonly Member[],
  instead: Member,
): SetRule[] {
  const now = equityOf(set);
  const then = equityOf(set.map((member) => (member.level === instead.level ? instead : member)));
  const isMixed = ({ urban, rural }: Equity) => urban > 0 && rural > 0;
  return [
    ...(then.communes < now.communes ? (['one_per_commune'] as const) : []),
    ...(now.disadvantaged.length > 0 && then.disadvantaged.length === 0 ? (['disadvantaged'] as const) : []),
    ...(isMixed(now) && !isMixed(then) ? (['urban_and_rural'] as const) : []),
  ];
}

/** Share of acceptable weightings in which a candidate is first; 0 for a school that is none. */
export function firstShare({ ranks }: Pick<PilotCandidate, 'ranks'>): number {
  return ranks?.[0] ?? 0;
}

/** Candidates in the order of the run, or of the weights asked for; equal ones keep the order of the run. */
export function inOrder(
  candidates: readonly PilotCandidate[],
  by: 'acceptability' | 'weights',
): PilotCandidate[] {
  const last = Number.POSITIVE_INFINITY;
  return candidates
    .filter(({ place }) => place !== null)
    .sort(
      (a, b) =>
        (by === 'weights' ? (a.weighted?.rank ?? last) - (b.weighted?.rank ?? last) : 0) ||
        (a.place ?? last) - (b.place ?? last),
    );
}
