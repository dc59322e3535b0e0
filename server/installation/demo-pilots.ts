// The demo town's pilots of an earlier year with their after-studies: what was known of the schools then and what was
// watched is invented in data/town/pilots.json; ranking, comparison schools, seals and verdicts are computed as ever.
import { readFile } from 'node:fs/promises';
import type { Knex } from 'knex';
import { z } from 'zod';
import { Day, RoadClass, SchoolLevel } from '../../contract/codes.ts';
import { WatchPeriod, WatchValue } from '../../contract/evaluation.ts';
import { Commitment, type PilotSeal } from '../../contract/pilot.ts';
import { PilotRunParameters } from '../../contract/run-parameters.ts';
import { comparisonSchools } from '../evaluations/comparison-schools.ts';
import { putWatch, setCompletion } from '../evaluations/queries.ts';
import { importedId } from '../imports/identity.ts';
import { addDecision } from '../pilot-decisions/queries.ts';
import { sealOf } from '../pilot-decisions/seal.ts';
import { computePilots, type PilotSchool } from '../pilots/compute.ts';
import { listCandidates } from '../pilots/queries.ts';
import { writeCandidates } from '../pilots/run-queries.ts';
import { getTerritory } from '../territory/queries.ts';

const DemoPilots = z.object({
  year: z.number().int(),
  asOf: Day,
  computedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime(),
  decidedBy: z.string(),
  schools: z.array(
    z.object({
      key: z.string(),
      score: z.number(),
      scoreLow: z.number(),
      scoreHigh: z.number(),
      missingShare: z.number(),
      surveyAgeMonths: z.number().nullable(),
      roadClass: RoadClass,
      hasWaitingSpace: z.boolean().nullable(),
      commitment: Commitment.nullable(),
      needsLandClearance: z.boolean().nullable(),
      costMillionVnd: z.number().nullable(),
    }),
  ),
  decisions: z.array(
    z.object({
      key: z.string(),
      level: SchoolLevel,
      schoolKey: z.string(),
      completedOn: Day,
      watches: z.array(
        z.object({ schoolKey: z.string(), period: WatchPeriod, observedOn: Day, value: WatchValue }),
      ),
    }),
  ),
});
type DemoPilots = z.infer<typeof DemoPilots>;

/** A school of the ranking, with its place in the territory's metric frame. */
type RankedSchool = PilotSchool & { x: number; y: number };

const schoolId = (key: string): string => importedId('school', 'town', key);

/** Adds the earlier ranking, its decisions, and their studies. System scope. */
export async function addDemoPilots(tx: Knex.Transaction, codeVersion: string, now: Date): Promise<void> {
  const file = new URL('../../data/town/pilots.json', import.meta.url);
  const pilots = DemoPilots.parse(JSON.parse(await readFile(file, 'utf8')));
  const schools = await rankedSchools(tx, pilots);
  const runId = importedId('run', 'town', `pilots-${pilots.year}`);
  await addRanking(tx, runId, pilots, schools, codeVersion);
  for (const decision of pilots.decisions) {
    const id = importedId('pilot_decision', 'town', decision.key);
    await addPilot(tx, id, await sealFor(tx, runId, pilots, decision, schools));
    await setCompletion(tx, id, decision.completedOn, { accountId: null, now });
    for (const { schoolKey, ...watch } of decision.watches) {
      const key = [decision.key, schoolKey, watch.period, watch.value.measure].join('/');
      await putWatch(
        tx,
        {
          id: importedId('pilot_watch', 'town', key),
          decisionId: id,
          schoolId: schoolId(schoolKey),
          ...watch,
        },
        undefined,
        { accountId: null, now },
      );
    }
  }
}

async function rankedSchools(tx: Knex.Transaction, { schools }: DemoPilots): Promise<RankedSchool[]> {
  const { metricSrid } = await getTerritory(tx);
  type Row = Pick<RankedSchool, 'schoolId' | 'unitId' | 'provinceId' | 'levels' | 'isUrban' | 'x' | 'y'>;
  const { rows } = await tx.raw<{ rows: Row[] }>(
    `select s.id as "schoolId", s.unit_id as "unitId", coalesce(u.parent_id, u.id) as "provinceId", s.levels,
            coalesce(s.urban, u.urban, false) as "isUrban", ST_X(ST_Transform(s.location, :metricSrid::int)) as x,
            ST_Y(ST_Transform(s.location, :metricSrid::int)) as y
       from school s join unit u on u.id = s.unit_id where s.id = any (:ids::uuid[]) order by s.id`,
    { ids: schools.map(({ key }) => schoolId(key)), metricSrid },
  );
  return rows.map((row) => {
    const known = schools.find(({ key }) => schoolId(key) === row.schoolId);
    if (known === undefined) throw new Error(`the demo town's pilots do not know ${row.schoolId}`);
    const { key: _, ...facts } = known;
    return {
      ...row,
      ...facts,
      isRanked: true,
      // All are among the 30 riskiest of their level: so few schools leave no doubt of it.
      rate: facts.score / 1_000,
      variance: 0,
      isDisadvantaged: false,
      lanes: null,
      footpath: null,
      pilotYears: [],
    };
  });
}

/** The ranking that was decided on: a finished run that screens show only where it is named. */
async function addRanking(
  tx: Knex.Transaction,
  runId: string,
  { year, asOf, computedAt }: DemoPilots,
  schools: RankedSchool[],
  codeVersion: string,
): Promise<void> {
  const parameters = PilotRunParameters.parse({ asOf });
  const ranking = computePilots({ ...parameters, riskRunId: runId, year, schools }, () => {});
  await tx.raw(
    `insert into run (id, kind, parameters, as_of, status, code_version, notes, created_at, started_at, finished_at)
     values (:runId, 'pilots', :parameters::jsonb, :asOf, 'done', :codeVersion, :notes::jsonb, :computedAt, :computedAt, :computedAt)`,
    {
      runId,
      asOf,
      codeVersion,
      computedAt,
      parameters: JSON.stringify(parameters),
      notes: JSON.stringify({ ...ranking.notes, riskRunId: null, invented: true }),
    },
  );
  await writeCandidates(tx, runId, ranking.candidates);
}

type Sealed = { seal: PilotSeal; schoolUnitId: string; otherRoad: boolean };

async function sealFor(
  tx: Knex.Transaction,
  runId: string,
  { year, asOf, decidedAt, decidedBy }: DemoPilots,
  { level, schoolKey }: DemoPilots['decisions'][number],
  schools: readonly RankedSchool[],
): Promise<Sealed> {
  const pilot = schools.find((school) => school.schoolId === schoolId(schoolKey));
  if (pilot === undefined) throw new Error(`the demo town has no school ${schoolKey}`);
  const unitId = pilot.provinceId;
  const candidates = await listCandidates(tx, { runId, forUnit: unitId, level });
  const place = candidates.find((candidate) => candidate.schoolId === pilot.schoolId)?.place ?? 0;
  const comparison = comparisonSchools(
    { ...pilot, level },
    schools.map((school) => ({ ...school, isPilot: false })),
  );
  return {
    schoolUnitId: pilot.unitId,
    otherRoad: comparison.isOtherRoad,
    seal: {
      runId,
      unitId,
      level,
      year,
      schoolId: pilot.schoolId,
      place,
      reason: '',
      decidedAt,
      comparisonIds: comparison.schoolIds,
      asOf,
      supersedes: null,
      decidedBy,
      candidates,
    },
  };
}

async function addPilot(tx: Knex.Transaction, id: string, sealed: Sealed): Promise<void> {
  await addDecision(tx, { id, sequence: 1, ...sealed, ...sealOf(sealed.seal) }, null);
}
