// The catalogues that provinces edit, over HTTP.
import { getCatalogue, putCatalogueOverride } from '../../contract/catalogue.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import * as queries from './queries.ts';

export const catalogueEndpoints: Endpoint[] = [
  endpoint(getCatalogue, async ({ query }, call) => {
    const { tx } = call;
    const { accountId, today } = actorOf(call);
    const unitId = query.unit ?? (await queries.unitOfAccount(tx, accountId, today));
    const province = unitId === null ? null : ((await queries.provincesOf(tx, [unitId])).get(unitId) ?? null);
    const on = query.on ?? today;
    const { value: _, ...measures } = await queries.measuresFor(tx, province, on);
    const { value: __, ...checklist } = await queries.checklistFor(tx, province, on);
    return {
      unit: province && { id: province.id, name: province.name },
      on,
      catalogues: [
        { kind: 'measures' as const, ...measures },
        { kind: 'gate_checklist' as const, ...checklist },
      ],
    };
  }),
  endpoint(putCatalogueOverride, async ({ params, body }, call) => {
    const { tx } = call;
    const { accountId, today } = actorOf(call);
    if (body.validFrom < today) {
      throw broken(
        'Chỉ sửa từ hôm nay trở đi: văn bản đã in theo danh mục cũ vẫn đúng',
        'Changes start today or later: papers that were printed stay true',
      );
    }
    const province = (await queries.provincesOf(tx, [body.unitId])).get(body.unitId);
    if (province === undefined || province.id !== body.unitId) {
      throw broken('Danh mục do tỉnh sửa', 'A catalogue is edited by a province');
    }
    const { lines } =
      body.kind === 'measures'
        ? await queries.measuresFor(tx, province, today)
        : await queries.checklistFor(tx, province, today);
    const line = lines.find(({ code }) => code === body.code);
    if (line === undefined) throw broken('Danh mục không có mục này', 'The catalogue has no such entry');
    const minimum = body.entry?.minimumMetres ?? null;
    if (body.entry !== null && (minimum === null) !== (line.national.minimumMetres === null)) {
      throw broken(
        'Mức tối thiểu chỉ dành cho mục có bề rộng, và không được bỏ trống',
        'A least width belongs to entries that have one, and may not be left out',
      );
    }
    const put = { id: params.id, presetId: queries.presetOf[body.kind], ...body };
    return queries.putOverride(tx, put, { accountId, now: call.context.clock() });
  }),
];

function broken(detail: string, detailEn: string): Problem {
  return new Problem('rule-broken', { detail, detailEn });
}
