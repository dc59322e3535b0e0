// The invented country into the product's own tables, by COPY in portions. Indexes are made afterwards: building them
// row by row would take longer than all the rest.
import type { Knex } from 'knex';
import { copyPieces } from '../../server/db/copy.ts';
import { withSystemScope } from '../../server/db/scope.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { dayNumber, isoDay } from '../../server/territory/days.ts';
import { SEVERITIES } from './facts.ts';
import { COUNTRY_AS_OF, type Country } from './generate.ts';
import { provinceSquare, type Square } from './land.ts';

/** Rows of one COPY. */
const PORTION_ROWS = 50_000;
const TABLES = ['school', 'gate', 'road_edge', 'route', 'accident'] as const;
const NOTHING = '\\N';

/** Loads everything; the database has its territory and no facts yet. The login must be a superuser. */
export async function loadCountry(db: Knex, country: Country): Promise<void> {
  const { communes, roads, schools, accidents, routes } = country;
  const provinces = [...new Set(communes.map(({ province }) => province))];
  await copyRows(
    db,
    'unit (id, kind, parent_id, name, full_name, boundary, invented)',
    provinces.length,
    (i) => {
      const province = provinces[i]!;
      const name = `Tỉnh ${province + 1}`;
      return [provinceId(province), 'province', 'VN', name, name, outline(provinceSquare(province)), 't'];
    },
  );
  await copyRows(
    db,
    'unit (id, kind, parent_id, name, full_name, urban, boundary, invented)',
    communes.length,
    (c) => {
      const { province, number, square, size } = communes[c]!;
      const name = `Xã ${number + 1}`;
      const isUrban = size > 0.01 ? 't' : 'f';
      return [unitId(country, c), 'commune', provinceId(province), name, name, isUrban, outline(square), 't'];
    },
  );
  await withoutIndexes(db, async () => {
    await copyRows(
      db,
      'school (id, unit_id, name, levels, pupils, location, source, source_key, invented)',
      schools.lon.length,
      (s) => {
        const place = point(schools.lon[s]!, schools.lat[s]!);
        const unit = unitId(country, schools.commune[s]!);
        const level = s % 5 < 3 ? '{primary}' : '{lower_secondary}';
        return [
          id('school', s),
          unit,
          `Trường ${s + 1}`,
          level,
          200 + ((s * 37) % 900),
          place,
          'bench',
          s,
          't',
        ];
      },
    );
    await copyRows(
      db,
      'gate (id, school_id, unit_id, kind, location, source, source_key, invented)',
      schools.lon.length,
      (s) => {
        const node = schools.node[s]!;
        const unit = unitId(country, schools.commune[s]!);
        const place = point(roads.lon[node]!, roads.lat[node]!);
        return [id('gate', s), id('school', s), unit, 'main', place, 'bench', s, 't'];
      },
    );
    await copyRows(
      db,
      'road_edge (id, source, source_key, part, class, name, path, length_m, invented)',
      roads.from.length,
      (e) => {
        const isStreet = e < roads.streetCount;
        const [a, b] = [roads.from[e]!, roads.to[e]!];
        const path = `SRID=4326;LINESTRING(${roads.lon[a]} ${roads.lat[a]},${roads.lon[b]} ${roads.lat[b]})`;
        const kind = isStreet ? 'commune' : 'provincial';
        // Names belong to highways: one for every commune they start in.
        const name = isStreet ? NOTHING : `ĐT.${roads.commune[e]}`;
        return [id('road_edge', e), 'bench', e, 0, kind, name, path, roads.lengthMetres[e]!, 't'];
      },
    );
    await copyRows(
      db,
      'route (id, school_id, unit_id, path, length_m, source, source_key, invented)',
      routes.school.length,
      (r) => {
        const school = routes.school[r]!;
        const vertices: string[] = [];
        for (let v = routes.start[r]!; v < routes.start[r + 1]!; v++) {
          vertices.push(`${routes.lonLat[v * 2]} ${routes.lonLat[v * 2 + 1]}`);
        }
        const unit = unitId(country, schools.commune[school]!);
        const path = `SRID=4326;LINESTRING(${vertices.join(',')})`;
        return [
          id('route', r),
          id('school', school),
          unit,
          path,
          100 * (vertices.length - 1),
          'bench',
          r,
          't',
        ];
      },
    );
    const lastDay = dayNumber(COUNTRY_AS_OF);
    await copyRows(
      db,
      `accident (id, unit_id, occurred_on, occurred_time, time_precision, trip_window, location, location_quality,
        deaths, serious, slight, source, source_key, invented)`,
      accidents.lon.length,
      (a) => {
        const minute = accidents.minute[a]!;
        const severity = SEVERITIES[accidents.severity[a]!];
        return [
          id('accident', a),
          unitId(country, accidents.commune[a]!),
          isoDay(lastDay - accidents.daysBefore[a]!),
          `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`,
          'minute',
          tripWindow(minute),
          point(accidents.lon[a]!, accidents.lat[a]!),
          'exact',
          severity === 'fatal' ? 1 : 0,
          severity === 'serious' ? 1 : 0,
          severity === 'slight' ? 1 : 0,
          'bench',
          a,
          't',
        ];
      },
    );
  });
  // So that the server does not tidy up by itself while something is measured.
  await db.raw('vacuum analyze');
}

/** The id of a row: the same country has the same ids, in no order, as imported ones have. */
export function id(table: (typeof TABLES)[number], row: number): string {
  const random = mulberry32((TABLES.indexOf(table) << 24) + row);
  const hex = Array.from({ length: 4 }, () =>
    Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function unitId({ communes }: Country, commune: number): string {
  const { province, number } = communes[commune]!;
  return `${provinceId(province)}-${number}`;
}

const provinceId = (province: number): string => `X${pad(province + 1)}`;
const pad = (value: number): string => String(value).padStart(2, '0');
const point = (lon: number, lat: number): string => `SRID=4326;POINT(${lon} ${lat})`;

function outline({ west, south, east, north }: Square): string {
  return `SRID=4326;MULTIPOLYGON(((${west} ${south},${east} ${south},${east} ${north},${west} ${north},${west} ${south})))`;
}

/** By the primary schools' bells of the territory: half an hour before, up to a quarter of an hour after. */
function tripWindow(minute: number): string {
  if ([420, 660, 810, 990].some((bell) => minute >= bell - 30 && minute <= bell + 15)) return 'trip';
  return minute > 420 && minute < 990 ? 'day' : 'other';
}

async function copyRows(
  db: Knex,
  target: string,
  count: number,
  row: (index: number) => (string | number)[],
): Promise<void> {
  for (let from = 0; from < count; from += PORTION_ROWS) {
    const to = Math.min(from + PORTION_ROWS, count);
    await withSystemScope(db, (tx) => copyPieces(tx, `copy ${target} from stdin`, lines(from, to, row)));
  }
}

function* lines(from: number, to: number, row: (index: number) => (string | number)[]): Generator<Buffer> {
  for (let start = from; start < to; start += 1_000) {
    let text = '';
    for (let i = start; i < Math.min(start + 1_000, to); i++) text += `${row(i).join('\t')}\n`;
    yield Buffer.from(text);
  }
}

/** Takes the indexes that no constraint needs off the tables while `work` fills them. */
async function withoutIndexes(db: Knex, work: () => Promise<void>): Promise<void> {
  const { rows } = await db.raw<{ rows: { name: string; definition: string }[] }>(
    `select i.indexname as name, i.indexdef as definition from pg_indexes i
      where i.tablename = any (:tables) and not exists (
        select from pg_constraint c where c.conindid = (i.schemaname || '.' || i.indexname)::regclass)`,
    { tables: [...TABLES] },
  );
  for (const { name } of rows) await db.raw('drop index ??', [name]);
  await work();
  for (const { definition } of rows) await db.raw(definition);
}
