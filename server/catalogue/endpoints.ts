// The catalogues that provinces edit, over HTTP.
import { type CatalogueLine, getCatalogue, putCatalogueOverride } from '../../contract/catalogue.ts';
import type { OperationArguments } from '../../contract/operation.ts';
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
    requireFitting(body, lines);
    const put = { id: params.id, presetId: queries.presetOf[body.kind], ...body };
    return queries.putOverride(tx, put, { accountId, now: call.context.clock() });
  }),
];

/** Codes of what provinces add begin so: a later national entry never takes one of them. */
const ownPrefix = 'own_';

type Change = Pick<OperationArguments<typeof putCatalogueOverride>['body'], 'kind' | 'code' | 'entry'>;

/** Throws `rule-broken` for an entry that fits no line of the catalogue, and for an addition that says too little or too much. */
function requireFitting({ kind, code, entry }: Change, lines: readonly CatalogueLine[]): void {
  const line = lines.find((one) => one.code === code);
  const isAdded = line === undefined ? code.startsWith(ownPrefix) && entry !== null : line.national === null;
  if (line === undefined && !isAdded)
    throw broken('Danh mục không có mục này', 'The catalogue has no such entry');
  if (entry === null) return;
  if ((entry.minimumMetres === null) !== ((line?.national?.minimumMetres ?? null) === null)) {
    throw broken(
      'Mức tối thiểu chỉ dành cho mục có bề rộng, và không được bỏ trống',
      'A least width belongs to entries that have one, and may not be left out',
    );
  }
  if ((entry.measure === null) === (isAdded && kind === 'measures')) {
    throw broken(
      'Loại hạng mục, chủ trì, chi phí chỉ dành cho biện pháp do tỉnh bổ sung, và không được bỏ trống',
      'Elements, owner and cost belong to a measure that a province adds, and may not be left out',
    );
  }
  const like = entry.measure?.factorOf ?? null;
  if (like !== null && !lines.some((one) => one.code === like && one.national !== null)) {
    throw broken(
      `Không có biện pháp quốc gia "${like}" để dùng chung hệ số tai nạn`,
      `There is no national measure "${like}" whose factor could be used`,
    );
  }
}

function broken(detail: string, detailEn: string): Problem {
  return new Problem('rule-broken', { detail, detailEn });
}
