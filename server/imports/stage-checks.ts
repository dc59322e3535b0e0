// What only the database can say about staged rows: is the place in the territory, do school and unit exist, may this
// person write there. Each check takes the rows that fail out of the stage, so that no policy ends the whole import.
import type { Knex } from 'knex';
import type { RejectedRow } from '../../contract/batch.ts';
import type { ImportKind } from '../../contract/codes.ts';
import { Problem } from '../problem.ts';
import { kindShapes } from './kind-shapes.ts';
import { rejectedRow } from './reasons.ts';
import { refuseWhere } from './stage.ts';

export type CheckContext = {
  kind: ImportKind;
  source: string;
  /** Table of the kind's own records. */
  table: string;
  srid: number;
  isGeographic: boolean;
  /** The territory's date. */
  today: string;
};
export type Warning = { code: string; count: number; vi: string; en: string };
export type CheckResult = { rejected: RejectedRow[]; warnings: Warning[]; outside: number };

const PLACE =
  "to_char(ST_X(ST_PointOnSurface(r.geom)), 'FM990.000000') || ', ' || to_char(ST_Y(ST_PointOnSurface(r.geom)), 'FM990.000000')";
/** Day on which a record's commune counts, by kind. */
const DAY_FIELDS: Partial<Record<ImportKind, string>> = {
  accidents: 'occurredOn',
  spots: 'seenOn',
  findings: 'foundOn',
};
const MAY_WRITE_UNIT = '((select app_writes_all()) or r.unit_id = any ((select app_write_units())::text[]))';

/** Runs every check that fits the kind. */
export async function checkStage(tx: Knex.Transaction, context: CheckContext): Promise<CheckResult> {
  const rejected: RejectedRow[] = [];
  const warnings: Warning[] = [];
  const { kind } = context;
  rejected.push(
    ...(await refuseWhere(tx, {
      where: 'exists (select from import_row e where e.id = r.id and e.ord < r.ord)',
      value: 'r.key',
      field: 'key',
      code: 'duplicate_key',
    })),
  );
  await tx.raw('create index on import_row using gist (geom)');
  await tx.raw('create index on import_row (id)');
  await tx.raw('analyze import_row (ord, id, geom)');
  const outside = await refuseOutside(tx, context);
  rejected.push(...outside);
  const areas = await mendAreas(tx, kind);
  rejected.push(...areas.rejected);
  warnings.push(...areas.warnings);
  if (kind === 'units') rejected.push(...(await checkUnits(tx)));
  else if (kind === 'roads' || kind === 'km_posts') await requireRoadWriter(tx);
  else {
    rejected.push(...(await findSchools(tx, context)));
    const units = await findUnits(tx, context);
    rejected.push(...units.rejected);
    warnings.push(...units.warnings);
    rejected.push(...(await refuseForeign(tx, context)));
  }
  const { rows } = await tx.raw<{ rows: { count: number }[] }>(
    'select count(*)::integer as count from import_row where unit_id is null',
  );
  const homeless = rows[0]?.count ?? 0;
  if (kind === 'accidents' && homeless > 0) {
    warnings.push({
      code: 'no_unit',
      count: homeless,
      vi: `${homeless} vụ tai nạn nằm ngoài mọi xã, phường đã biết`,
      en: `${homeless} accidents lie outside every known commune`,
    });
  }
  return { rejected, warnings, outside: outside.length };
}

async function refuseOutside(
  tx: Knex.Transaction,
  { srid, isGeographic }: CheckContext,
): Promise<RejectedRow[]> {
  const isOutside = (geom: string): string =>
    `${geom} is not null and not exists (select from territory t where ST_Covers(t.bounds, ${geom}))`;
  const swapped = new Set<number>();
  if (!isGeographic) {
    // Degrees were asked before. Metres: would the place lie inside with easting and northing exchanged?
    await tx
      .transaction(async (savepoint) => {
        const { rows } = await savepoint.raw<{ rows: { line: number }[] }>(
          `select r.line from import_row r, territory t where ${isOutside('r.geom')}
             and ST_Covers(t.bounds, ST_Transform(ST_FlipCoordinates(ST_Transform(r.geom, :srid::integer)), 4326))`,
          { srid },
        );
        for (const { line } of rows) swapped.add(line);
      })
      // Some exchanged places lie nowhere; then the plain reason has to do.
      .catch(() => {});
  }
  const found = await refuseWhere(tx, {
    where: `(${isOutside('r.geom')}) or (${isOutside('r.geom2')})`,
    value: PLACE,
    field: 'geometry',
    code: 'outside_territory',
  });
  return found.map((row) =>
    swapped.has(row.line)
      ? rejectedRow(row.line, { field: row.field, value: row.value ?? '', code: 'northing_easting_swapped' })
      : row,
  );
}

/** Areas made valid; the area of a school gives its location; a gate zone must be valid as it is. */
async function mendAreas(tx: Knex.Transaction, kind: ImportKind): Promise<Omit<CheckResult, 'outside'>> {
  const rejected: RejectedRow[] = [];
  const warnings: Warning[] = [];
  const whole = (geom: string): string => `ST_Multi(ST_CollectionExtract(ST_MakeValid(${geom}), 3))`;
  if (kind === 'units' || kind === 'schools') {
    const { rows } = await tx.raw<{ rows: { count: number }[] }>(
      `select count(*)::integer as count from import_row
       where (ST_Dimension(geom) = 2 and not ST_IsValid(geom)) or (geom2 is not null and not ST_IsValid(geom2))`,
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) {
      warnings.push({
        code: 'area_mended',
        count,
        vi: `${count} ranh giới tự cắt đã được sửa`,
        en: `${count} outlines that crossed themselves were mended`,
      });
    }
  }
  if (kind === 'units') await tx.raw(`update import_row set geom = ${whole('geom')} where geom is not null`);
  if (kind === 'schools') {
    await tx.raw(`update import_row set geom2 = ${whole('geom2')} where geom2 is not null`);
    await tx.raw(
      `update import_row set geom2 = coalesce(geom2, ${whole('geom')}), geom = ST_PointOnSurface(ST_MakeValid(geom))
       where ST_Dimension(geom) = 2`,
    );
  }
  rejected.push(
    ...(await refuseWhere(tx, {
      where: `ST_IsEmpty(r.geom) or ST_IsEmpty(r.geom2) or (${kind === 'gates'} and not ST_IsValid(r.geom2))`,
      field: 'geometry',
      code: 'bad_geometry',
    })),
  );
  return { rejected, warnings };
}

async function checkUnits(tx: Knex.Transaction): Promise<RejectedRow[]> {
  const rejected: RejectedRow[] = [];
  // Refusing a parent orphans its children, so ask until nobody is left to refuse.
  for (;;) {
    const orphans = [];
    for (const field of ['parentId', 'successorId']) {
      orphans.push(
        ...(await refuseWhere(tx, {
          where: `r.record->>'${field}' is not null
            and not exists (select from unit u where u.id = r.record->>'${field}')
            and not exists (select from import_row o where o.record->>'id' = r.record->>'${field}')`,
          value: `r.record->>'${field}'`,
          field,
          code: 'unknown_parent',
        })),
      );
    }
    rejected.push(...orphans);
    if (orphans.length === 0) break;
  }
  rejected.push(
    ...(await refuseWhere(tx, {
      where: `not (select app_is_system()) and not coalesce((select app_has_role('administrator'))
        and r.record->>'parentId' = any ((select app_write_units())::text[])
        and not exists (select from unit u where u.id = r.record->>'id'
          and not u.id = any ((select app_write_units())::text[])), false)`,
      value: "r.record->>'id'",
      field: 'id',
      code: 'outside_unit',
    })),
  );
  return rejected;
}

async function requireRoadWriter(tx: Knex.Transaction): Promise<void> {
  const { rows } = await tx.raw<{ rows: { may: boolean }[] }>(
    "select app_has_role('planner') or app_has_role('administrator') as may",
  );
  if (rows[0]?.may !== true) throw new Problem('not-allowed');
}

/** Schools, gates and routes by the key the same source gave them, else by "source:key". */
async function findSchools(tx: Knex.Transaction, { kind, source }: CheckContext): Promise<RejectedRow[]> {
  const rejected: RejectedRow[] = [];
  for (const [field, table, column, code] of [
    ['schoolKey', 'school', 'school_id', 'unknown_school'],
    ['gateKey', 'gate', 'gate_id', 'unknown_gate'],
    ['routeKey', 'route', 'route_id', 'unknown_route'],
  ] as const) {
    const own = `select t.id from ${table} t where t.source = :source and t.source_key = r.record->>'${field}'`;
    const other = `select t.id from ${table} t where t.source = split_part(r.record->>'${field}', ':', 1)
      and t.source_key = substr(r.record->>'${field}', strpos(r.record->>'${field}', ':') + 1)`;
    if (!(field in kindShapes[kind].schema.shape)) continue;
    await tx.raw(
      `update import_row r set ${column} = coalesce((${own}), (${other})) where r.record->>'${field}' is not null`,
      { source },
    );
    rejected.push(
      ...(await refuseWhere(tx, {
        where: `r.record->>'${field}' is not null and r.${column} is null`,
        value: `r.record->>'${field}'`,
        field,
        code,
      })),
    );
  }
  rejected.push(...(await refuseOtherSchools(tx)));
  return rejected;
}

/** A route gives the school that is not named; a gate or route of another school would count there. */
async function refuseOtherSchools(tx: Knex.Transaction): Promise<RejectedRow[]> {
  await tx.raw(
    'update import_row r set school_id = t.school_id from route t where t.id = r.route_id and r.school_id is null',
  );
  const rejected: RejectedRow[] = [];
  for (const [field, table] of [
    ['gateKey', 'gate'],
    ['routeKey', 'route'],
  ] as const) {
    rejected.push(
      ...(await refuseWhere(tx, {
        where: `exists (select from ${table} t where t.id = r.${table}_id and t.school_id <> r.school_id)`,
        value: `r.record->>'${field}'`,
        field,
        code: 'other_school',
      })),
    );
  }
  return rejected;
}

/**
 * As commune_at(), for all rows at once. Gives how many were placed. Communes are gone through one by one (`offset 0`
 * keeps that order): a large boundary is then unpacked and prepared once, not once for every point.
 */
async function placeInCommunes(tx: Knex.Transaction, day: string, today: string): Promise<number> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `update import_row r set unit_id = found.unit_id from (
       select p.ord, min(u.id) as unit_id
       from (select id, boundary, valid_from, valid_to from unit where kind = 'commune' order by id offset 0) u
       cross join lateral (
         select r.ord from import_row r
         where r.unit_id is null and ST_Covers(u.boundary, r.geom)
           and u.valid_from <= ${day} and (u.valid_to is null or u.valid_to >= ${day}) offset 0) p
       group by p.ord) found
     where found.ord = r.ord returning 1`,
    { today },
  );
  return rows.length;
}

async function findUnits(
  tx: Knex.Transaction,
  { kind, today }: CheckContext,
): Promise<Omit<CheckResult, 'outside'>> {
  const rejected: RejectedRow[] = [];
  const warnings: Warning[] = [];
  rejected.push(
    ...(await refuseWhere(tx, {
      where:
        "r.record->>'unitId' is not null and not exists (select from unit u where u.id = r.record->>'unitId')",
      value: "r.record->>'unitId'",
      field: 'unitId',
      code: 'unknown_unit',
    })),
  );
  await tx.raw("update import_row set unit_id = record->>'unitId' where record->>'unitId' is not null");
  const field = DAY_FIELDS[kind];
  if (kind === 'schools' || kind === 'accidents' || kind === 'spots') {
    if (field !== undefined) await placeInCommunes(tx, `(r.record->>'${field}')::date`, today);
    // Older than every commune known there: it goes to the one that answers for the place now.
    const count = await placeInCommunes(tx, ':today::date', today);
    if (field !== undefined && count > 0) {
      warnings.push({
        code: 'unit_of_today',
        count,
        vi: `${count} bản ghi cũ hơn mọi xã, phường đã biết tại chỗ đó được xếp vào xã, phường hiện nay`,
        en: `${count} records older than every commune known there were given to the commune of today`,
      });
    }
    // An installation of one commune without boundary: everything in the territory is its own.
    await tx.raw(
      `update import_row r set unit_id = sole.id from (
         select min(u.id) as id from unit u where u.kind = 'commune'
         having count(*) = 1 and count(u.boundary) = 0) sole
       where r.unit_id is null`,
    );
  }
  await tx.raw(
    'update import_row r set unit_id = s.unit_id from school s where s.id = r.school_id and r.unit_id is null',
  );
  rejected.push(
    ...(await refuseWhere(tx, {
      where: `r.unit_id is null and (${kind !== 'accidents'} or not (select app_writes_all()))`,
      ...(kind === 'observations' ? {} : { value: PLACE }),
      field: 'unitId',
      code: 'no_unit',
    })),
  );
  return { rejected, warnings };
}

async function refuseForeign(tx: Knex.Transaction, { table }: CheckContext): Promise<RejectedRow[]> {
  return refuseWhere(tx, {
    where: `not ${MAY_WRITE_UNIT} or exists (select from ${table} t where t.id = r.id
      and not ((select app_writes_all()) or t.unit_id = any ((select app_write_units())::text[])))`,
    value: 'r.unit_id',
    field: 'unitId',
    code: 'outside_unit',
  });
}
