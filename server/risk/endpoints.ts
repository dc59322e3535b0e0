// Risk over HTTP.
import {
  explainRisk,
  freezeCalibration,
  getSensitivity,
  listRisk,
  listSurveyNext,
  type RiskPart,
} from '../../contract/risk.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import { shownRun } from '../runs/queries.ts';
import { freezeCalibration as freeze } from './calibration-queries.ts';
import { countStale } from './incremental-run.ts';
import * as queries from './queries.ts';
import { readSensitivity } from './sensitivity-queries.ts';

export const riskEndpoints: Endpoint[] = [
  endpoint(listRisk, async ({ query }, call) => {
    const run = await shownRun(call.tx, 'risk', null, query.run);
    if (run === undefined) return { run: null, staleSchools: null, schools: [], total: 0, next: null };
    const page = { limit: query.limit, after: query.after };
    const listed = await queries.listRisk(call.tx, run.id, query, page, actorOf(call).today);
    return { run, staleSchools: await countStale(call.tx, run), ...listed };
  }),

  endpoint(explainRisk, async ({ params, query }, { tx }) => {
    const run = await shownRun(tx, 'risk', null, query.run);
    if (run === undefined) throw new Problem('not-found');
    const stored = await queries.getRisk(tx, run.id, params.id);
    if (stored === undefined) throw new Problem('not-found');
    const accidents = (await queries.listParts(tx, run.id, params.id)).map(accidentPart);
    const neighbours = await queries.listNeighbourSums(tx, run.id, params.id);
    return {
      ...stored,
      run,
      parts: [
        ...stored.parts,
        ...accidents.filter((part) => part.accident.reason === null),
        ...neighbours.map(neighbourPart),
      ],
      notCounted: accidents.filter((part) => part.accident.reason !== null),
    };
  }),

  endpoint(freezeCalibration, async ({ body }, call) =>
    freeze(call.tx, body, { accountId: actorOf(call).accountId, now: call.context.clock() }),
  ),

  endpoint(listSurveyNext, async ({ query }, call) => {
    const run = await shownRun(call.tx, 'risk', null, query.run);
    if (run === undefined) return { run: null, schools: [], total: 0, next: null };
    const page = { limit: query.limit, after: query.after };
    const today = actorOf(call).today;
    return { run, ...(await queries.listSurveyNext(call.tx, run.id, query, page, today)) };
  }),

  endpoint(getSensitivity, async ({ query }, { tx }) => {
    const run = await shownRun(tx, 'sensitivity', null, query.run);
    if (run === undefined) {
      return { run: null, top: null, variants: [], schools: [], total: 0, next: null };
    }
    const page = { limit: query.limit, after: query.after };
    return { run, ...(await readSensitivity(tx, run.id, page)) };
  }),
];

function accidentPart({ contribution, ...accident }: queries.StoredPart) {
  return { kind: 'accident' as const, code: accident.severity, contribution, accident };
}

function neighbourPart(sum: { unitName: string | null; accidents: number; contribution: number }): RiskPart {
  return {
    kind: 'neighbour_accidents',
    code: sum.unitName === null ? 'no_unit' : 'unit',
    contribution: sum.contribution,
    neighbour: { unitName: sum.unitName ?? '', accidents: sum.accidents },
  };
}
