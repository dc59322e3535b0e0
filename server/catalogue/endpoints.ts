// The catalogues that provinces edit, over HTTP.
import {
  type CatalogueEntry,
  type CatalogueKind,
  type CatalogueLine,
  getCatalogue,
  putCatalogueOverride,
} from '../../contract/catalogue.ts';
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
    const { value: ___, ...unitCosts } = await queries.unitCostsFor(tx, province, on);
    return {
      unit: province && { id: province.id, name: province.name },
      on,
      catalogues: [
        { kind: 'measures' as const, ...measures },
        { kind: 'gate_checklist' as const, ...checklist },
        { kind: 'unit_costs' as const, ...unitCosts },
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
    const { lines } = await catalogueFor[body.kind](tx, province, today);
    requireFitting(body, lines);
    const put = { id: params.id, presetId: queries.presetOf[body.kind], ...body };
    return queries.putOverride(tx, put, { accountId, now: call.context.clock() });
  }),
];

const catalogueFor = {
  measures: queries.measuresFor,
  gate_checklist: queries.checklistFor,
  unit_costs: queries.unitCostsFor,
} as const;

/** Codes of what provinces add begin so: a later national entry never takes one of them. */
const ownPrefix = 'own_';

type Change = Pick<OperationArguments<typeof putCatalogueOverride>['body'], 'kind' | 'code' | 'entry'>;

/** Throws `rule-broken` for an entry that fits no line of the catalogue, and for an addition that says too little or too much. */
function requireFitting({ kind, code, entry }: Change, lines: readonly CatalogueLine[]): void {
  const line = lines.find((one) => one.code === code);
  const mayAdd = kind !== 'unit_costs' && code.startsWith(ownPrefix) && entry !== null;
  const isAdded = line === undefined ? mayAdd : line.national === null;
  if (line === undefined && !isAdded)
    throw broken('Danh mục không có mục này', 'The catalogue has no such entry');
  if (entry === null) return;
  if ((entry.minimumMetres === null) !== ((line?.national?.minimumMetres ?? null) === null)) {
    throw broken(
      'Mức tối thiểu chỉ dành cho mục có bề rộng, và không được bỏ trống',
      'A least width belongs to entries that have one, and may not be left out',
    );
  }
  if (entry.unitCost?.per !== line?.national?.unitCost?.per) {
    throw broken(
      'Đơn giá giữ nguyên đơn vị tính của bản quốc gia, và chỉ dành cho mục có đơn giá',
      'A unit cost keeps the unit of the national one, and belongs to entries that have one',
    );
  }
  if (!isMeasureFitting(entry, line?.national ?? null, { isAdded, kind })) {
    throw broken(
      'Hạng mục, chủ trì, thời hạn chỉ dành cho biện pháp; biện pháp quốc gia giữ nguyên loại hạng mục và hệ số, biện pháp bổ sung không được bỏ trống',
      'Elements, owner and term belong to measures; a national one keeps its elements and factor, an added one leaves nothing out',
    );
  }
  const like = entry.measure?.factorOf ?? null;
  if (isAdded && like !== null && !lines.some((one) => one.code === like && one.national !== null)) {
    throw broken(
      `Không có biện pháp quốc gia "${like}" để dùng chung hệ số tai nạn`,
      `There is no national measure "${like}" whose factor could be used`,
    );
  }
}

/** An added measure says all of itself; in the place of a national one nothing is said of elements and factor but what it has. */
function isMeasureFitting(
  { measure }: CatalogueEntry,
  national: CatalogueEntry | null,
  { isAdded, kind }: { isAdded: boolean; kind: CatalogueKind },
): boolean {
  if (kind !== 'measures') return measure === null;
  if (isAdded) return measure !== null;
  const { elements, factorOf } = national?.measure ?? { elements: [], factorOf: null };
  const isKept = measure?.factorOf === factorOf && measure.elements.join() === elements.join();
  return measure === null || isKept;
}

function broken(detail: string, detailEn: string): Problem {
  return new Problem('rule-broken', { detail, detailEn });
}
