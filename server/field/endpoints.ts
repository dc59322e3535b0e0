// The field over HTTP: code lists, and the pack of one commune for work without a network.
import { getFieldCodes, getFieldPack, getQuestionMapping } from '../../contract/field.ts';
import { listLedger, listRoutesLeft } from '../coverage/ledger-queries.ts';
import { listActions, listFindings } from '../findings/queries.ts';
import { actorOf, type Endpoint, endpoint, RawReply } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import { listSpots } from '../spots/queries.ts';
import { listLastSheets } from '../surveys/queries.ts';
import { fieldCodes } from './code-lists.ts';
import { mappingTable } from './mapping-table.ts';
import * as queries from './queries.ts';
import { routeStretches } from './route-stretches.ts';

export const fieldEndpoints: Endpoint[] = [
  endpoint(getFieldCodes, async (_args, call) => fieldCodes(actorOf(call).today)),
  endpoint(
    getQuestionMapping,
    async (_args, call) =>
      new RawReply(mappingTable(fieldCodes(actorOf(call).today)), {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="survey-irap-mapping.csv"',
      }),
  ),
  endpoint(getFieldPack, async ({ params }, call) => {
    const { tx } = call;
    const actor = actorOf(call);
    const unit = await queries.findCommune(tx, params.id);
    if (unit === undefined) throw new Problem('not-found');
    const schools = await queries.listPackSchools(tx, unit.id, actor.today);
    const ledger = await listLedger(tx, unit.id, actor.today);
    const measured = new Map(ledger.map((row) => [row.schoolId, row]));
    const ids = schools.map(({ id }) => id);
    const lastSheets = await listLastSheets(tx, ids);
    const answered = await queries.listAnsweredStretches(tx, ids);
    const left = await listRoutesLeft(tx, ids, actor.today);
    const open = { unit: unit.id, state: ['open', 'recommended', 'accepted', 'done', 'refused'] as const };
    const { findings } = await listFindings(tx, { ...open, limit: 1_000 }, actor);
    const mayDo = await listActions(
      tx,
      findings.map(({ id }) => id),
      actor.accountId,
    );
    const { spots } = await listSpots(tx, { unit: unit.id }, { limit: 1_000 }, actor.today);
    return {
      unit,
      madeAt: call.context.clock().toISOString(),
      today: actor.today,
      codes: fieldCodes(actor.today),
      schools: schools.map((school) => ({
        ...school,
        routes: school.routes.map((route) => ({
          ...route,
          stretches: routeStretches(route.lengthMetres, answered.get(route.id) ?? []),
          pupils: left.get(route.id)?.pupils ?? 0,
          unsurveyed: left.get(route.id)?.unsurveyed ?? [],
        })),
        requiredMetres: measured.get(school.id)?.requiredMetres ?? 0,
        surveyedMetres: measured.get(school.id)?.surveyedMetres ?? 0,
        lastSurveyedOn: measured.get(school.id)?.lastSurveyedOn ?? null,
        lastSheets: lastSheets.get(school.id) ?? [],
      })),
      findings: findings.map((finding) => ({ ...finding, mayDo: mayDo.get(finding.id) ?? [] })),
      spots,
      roads: await queries.listPackRoads(tx, unit.id),
    };
  }),
];
