// Walks and the coverage ledger over HTTP.
import { getCoverage, getSchoolCoverage } from '../../contract/coverage.ts';
import { deleteTrack, putWalk } from '../../contract/survey.ts';
import { fieldWrite } from '../field/field-write.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { coverage } from '../network/coverage.ts';
import { Problem } from '../problem.ts';
import { isSchool, listLedger, listPieces } from './ledger-queries.ts';
import { surveyedSince } from './rule.ts';
import { coverageSums, groupBy } from './sums.ts';
import * as walks from './walk-queries.ts';

export const coverageEndpoints: Endpoint[] = [
  endpoint(putWalk, ({ params, body }, call) =>
    walks.putWalk(call.tx, body, fieldWrite(call, params.id, body)),
  ),
  endpoint(deleteTrack, async ({ params }, call) => {
    const { bodySha256: _, ...write } = fieldWrite(call, params.id, {});
    await walks.deleteTrack(call.tx, write);
    return undefined;
  }),
  endpoint(getCoverage, async ({ query }, call) => {
    const { today } = actorOf(call);
    const rows = await listLedger(call.tx, query.unit, today);
    const units = [...groupBy(rows, (row) => row.unitId)].map(([unitId, schools]) => ({
      unitId,
      name: schools[0]?.unitName ?? unitId,
      schools: schools.length,
      ...coverageSums(schools),
    }));
    return {
      notBefore: surveyedSince(today),
      total: coverageSums(rows),
      units: units.sort((a, b) => (a.unitId < b.unitId ? -1 : 1)),
      schools: rows.slice(0, query.limit).map((row) => ({
        schoolId: row.schoolId,
        name: row.name,
        unitId: row.unitId,
        routes: row.routes,
        lastSurveyedOn: row.lastSurveyedOn,
        ...coverageSums([row]),
      })),
      schoolCount: rows.length,
    };
  }),
  endpoint(getSchoolCoverage, async ({ params }, call) => {
    if (!(await isSchool(call.tx, params.id))) throw new Problem('not-found');
    const { today } = actorOf(call);
    const pieces = await listPieces(call.tx, params.id, today);
    const result = coverage(
      pieces.map((piece) => ({
        lengthMetres: piece.toMetres - piece.fromMetres,
        pupilFlow: piece.pupils,
        isSurveyed: piece.isSurveyed,
      })),
    );
    const main = new Set(result.mainEdges);
    return {
      schoolId: params.id,
      notBefore: surveyedSince(today),
      requiredMetres: Math.round(result.requiredMetres * 10) / 10,
      surveyedMetres: Math.round(result.surveyedMetres * 10) / 10,
      lengthShare: result.lengthWeighted,
      flowShare: result.flowWeighted,
      gaps: result.gaps.flatMap((position) => {
        const piece = pieces[position];
        if (piece === undefined) return [];
        const { isSurveyed: _, ...gap } = piece;
        return [{ ...gap, isMain: main.has(position) }];
      }),
    };
  }),
];
