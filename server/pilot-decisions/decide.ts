// The act of choosing a pilot: what is refused, what is sealed, and the study that is frozen with it.
import type { Knex } from 'knex';
import type { OperationArguments } from '../../contract/operation.ts';
import type { decidePilot, PilotDecision, SealedCandidate } from '../../contract/pilot.ts';
import { comparisonSchools } from '../evaluations/comparison-schools.ts';
import { readComparable } from '../evaluations/queries.ts';
import { isRecentPilot } from '../pilots/criteria.ts';
import { listCandidates } from '../pilots/queries.ts';
import { Problem } from '../problem.ts';
import { shownRun } from '../runs/queries.ts';
import * as decisions from './queries.ts';
import { sealOf } from './seal.ts';

type Body = OperationArguments<typeof decidePilot>['body'];

/**
 * Decides once and for good; the same request again gives the same decision. Throws `same-id-other-body`, `not-found`,
 * `rule-broken` for a school that may not be a pilot of the year, `stale-revision` when another decision stands.
 */
export async function decide(
  tx: Knex.Transaction,
  body: Body,
  { accountId, now }: { accountId: string; now: Date },
): Promise<PilotDecision> {
  const { id, runId, level, year, schoolId, reason } = body;
  const known = await decisions.findDecision(tx, id);
  if (known !== undefined) {
    const isSame = [known.runId, known.level, known.year, known.schoolId, known.reason].every(
      (value, i) => value === [runId, level, year, schoolId, reason][i],
    );
    if (isSame) return known;
    throw new Problem('same-id-other-body');
  }
  const run = await shownRun(tx, 'pilots', null, runId);
  const unitId = body.unitId ?? (await decisions.choosingUnitOf(tx, runId, schoolId));
  if (run === undefined || unitId === undefined) throw new Problem('not-found');
  const candidates = await listCandidates(tx, { runId, forUnit: unitId, level });
  const chosen = candidates.find((candidate) => candidate.schoolId === schoolId);
  if (chosen === undefined) throw new Problem('not-found');
  const place = await requirePlace(tx, chosen, year);
  const standing = await decisions.standingDecision(tx, { unitId, level, year });
  if (standing?.id !== body.supersedes) {
    throw standing === undefined
      ? new Problem('not-found')
      : new Problem('stale-revision', { current: standing });
  }
  const schools = await readComparable(tx, runId, year);
  const pilot = schools.find((school) => school.schoolId === schoolId);
  const comparison = comparisonSchools(pilot && { ...pilot, level }, schools);
  const seal = {
    runId,
    unitId,
    level,
    year,
    schoolId,
    place,
    reason,
    decidedAt: now.toISOString(),
    comparisonIds: comparison.schoolIds,
    asOf: run.asOf,
    supersedes: body.supersedes ?? null,
    decidedBy: await decisions.ownName(tx, accountId),
    candidates,
  };
  const decision = {
    id,
    sequence: (standing?.sequence ?? 0) + 1,
    schoolUnitId: chosen.unitId,
    otherRoad: comparison.isOtherRoad,
    seal,
    ...sealOf(seal),
  };
  return decisions.addDecision(tx, decision, accountId);
}

/** The place of a school that may be a pilot of a year: the run looked at its own year only. Throws `rule-broken`. */
async function requirePlace(tx: Knex.Transaction, chosen: SealedCandidate, year: number): Promise<number> {
  if (chosen.place === null) {
    throw new Problem('rule-broken', {
      detail: 'Trường này không đạt điều kiện bắt buộc của lần xếp',
      detailEn: 'The school does not pass the checks of this run',
    });
  }
  const years = await decisions.pilotYears(tx, chosen.schoolId);
  const recent = years.find((pilotYear) => isRecentPilot(pilotYear, year));
  if (recent === undefined) return chosen.place;
  throw new Problem('rule-broken', {
    detail: `Trường này là trường điểm năm ${recent}: chưa đủ 3 năm để chọn lại cho năm ${year}`,
    detailEn: `The school is the pilot of ${recent}: too near to be one of ${year}`,
  });
}
