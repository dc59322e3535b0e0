// All SQL of hotspots: the accidents a run reads, its results, and reading them under a person's scope.
import type { Knex } from 'knex';
import type { Severity, TripWindow } from '../../contract/codes.ts';
import type { Accident } from '../../contract/facts.ts';
import type { Hotspot, HotspotSummary } from '../../contract/hotspot.ts';
import type { RunFilter } from '../../contract/run-parameters.ts';
import { accidentColumns } from '../accidents/queries.ts';
import { inBatches } from '../db/batches.ts';
import { whereUnit } from '../db/filters.ts';
import { geoJson } from '../db/postgis.ts';
import { roundCentimetre } from '../network/queries.ts';
import type { ComputedHotspot, HotspotOutput } from './compute.ts';
import { countedMembers } from './place.ts';
import type { HotspotAccidents } from './scene.ts';

type AccidentRow = {
  id: string;
  x: number;
  y: number;
  severity: Severity;
  day: string;
  window: TripWindow;
  unit: string | null;
  province: string | null;
  urban: boolean;
  invented: boolean;
};

/** Accidents of the window (after `from`, up to `asOf`) with an exact place that pass all filters, by id; and how many had none. */
export async function readAccidents(
  tx: Knex.Transaction,
  window: { from: string; asOf: string; metricSrid: number },
  ...filters: RunFilter[]
): Promise<{ accidents: HotspotAccidents; leftOut: { street: number; area: number; unlocated: number } }> {
  const inWindow = tx('accident')
    .where('occurred_on', '>', window.from)
    .where('occurred_on', '<=', window.asOf)
    .modify((query) => {
      for (const filter of filters) {
        if (filter.severity !== undefined) query.whereIn('severity', filter.severity);
        if (filter.pupil !== undefined) query.whereIn('pupil_involved', filter.pupil);
        if (filter.window !== undefined) query.whereIn('trip_window', filter.window);
        if (filter.victimMode !== undefined) query.whereIn('victim_mode', filter.victimMode);
        if (filter.victimAgeBand !== undefined) query.whereIn('victim_age_band', filter.victimAgeBand);
      }
    });
  const counts = await inWindow
    .clone()
    .select<{ street: number; area: number; unlocated: number }[]>(
      tx.raw("count(*) filter (where location is not null and location_quality = 'street') as street"),
      tx.raw("count(*) filter (where location is not null and location_quality = 'area') as area"),
      tx.raw('count(*) filter (where location is null) as unlocated'),
    );
  const exact = inWindow
    .clone()
    .whereNotNull('location')
    .where('location_quality', 'exact')
    .leftJoin('unit', 'unit.id', 'accident.unit_id')
    .select(
      'accident.id',
      tx.raw('ST_X(ST_Transform(location, ?::int)) as x', [window.metricSrid]),
      tx.raw('ST_Y(ST_Transform(location, ?::int)) as y', [window.metricSrid]),
      'severity',
      'occurred_on as day',
      'trip_window as window',
      'unit_id as unit',
      tx.raw('coalesce(unit.parent_id, unit.id) as province'),
      tx.raw('coalesce(unit.urban, false) as urban'),
      'accident.invented',
    )
    .orderBy('accident.id');
  const xs: number[] = [];
  const ys: number[] = [];
  const rest: Omit<HotspotAccidents, 'xs' | 'ys'> = {
    ids: [],
    severities: [],
    days: [],
    windows: [],
    units: [],
    provinces: [],
    urban: [],
    invented: [],
  };
  for await (const rows of inBatches<AccidentRow>(tx, exact)) {
    for (const row of rows) {
      xs.push(roundCentimetre(row.x));
      ys.push(roundCentimetre(row.y));
      rest.ids.push(row.id);
      rest.severities.push(row.severity);
      rest.days.push(row.day);
      rest.windows.push(row.window);
      rest.units.push(row.unit);
      rest.provinces.push(row.province);
      rest.urban.push(row.urban);
      rest.invented.push(row.invented);
    }
  }
  return {
    accidents: { ...rest, xs: Float64Array.from(xs), ys: Float64Array.from(ys) },
    leftOut: counts[0] ?? { street: 0, area: 0, unlocated: 0 },
  };
}

/** Writes the hotspots of a run with members and counts by unit. System scope. */
export async function writeHotspots(
  tx: Knex.Transaction,
  runId: string,
  output: HotspotOutput,
  metricSrid: number,
): Promise<void> {
  const { accidents } = output;
  const rows = output.hotspots.map((place, i) => hotspotRow(place, i + 1, accidents));
  await tx.raw(
    `insert into hotspot (run_id, number, unit_id, pass, status, road_name, area, anchor, accidents, fatal, serious, slight,
            property, severity_index, extent_m, is_corridor, first_on, last_on, clause, margin, invented, first_qualified_on,
            strength, p, q, z, emerging, collective, individual, predicted, expected, excess, probability_above,
            is_likely_random, trip_accidents, school_time_quotient, school_time_probability, is_school_time)
     select :runId, r.number, coalesce(commune_at(a.location, run.as_of), a.unit_id), r.pass, r.status, r.road_name,
            ST_SnapToGrid(ST_Transform(ST_SetSRID(ST_GeomFromText(r.outline), :metricSrid::int), 4326), 0.0000001), a.location,
            r.accidents, r.fatal, r.serious, r.slight, r.property, r.severity_index, r.extent_m, r.is_corridor,
            r.first_on, r.last_on, r.clause, r.margin, r.invented, r.first_qualified_on,
            r.strength, r.p, r.q, r.z, r.emerging, r.collective, r.individual, r.predicted, r.expected, r.excess,
            r.probability_above, r.is_likely_random, r.trip_accidents, r.school_time_quotient, r.school_time_probability,
            r.is_school_time
       from jsonb_to_recordset(:rows::jsonb) as r (number int, anchor uuid, pass text, status text, road_name text, outline text,
            accidents int, fatal int, serious int, slight int, property int, severity_index float8, extent_m float8,
            is_corridor boolean, first_on date, last_on date, clause text, margin int, invented boolean, first_qualified_on date,
            strength float8, p float8, q float8, z float8, emerging text, collective float8, individual float8, predicted float8,
            expected float8, excess float8, probability_above float8, is_likely_random boolean, trip_accidents int,
            school_time_quotient float8, school_time_probability float8, is_school_time boolean)
       join accident a on a.id = r.anchor
       join run on run.id = :runId`,
    { runId, metricSrid, rows: JSON.stringify(rows) },
  );
  const members = output.hotspots.flatMap((place, i) =>
    place.members.map(({ accident, role }) => ({
      number: i + 1,
      accident_id: accidents.ids[accident],
      unit_id: accidents.units[accident],
      role,
    })),
  );
  await tx.raw(
    `insert into hotspot_member (run_id, number, accident_id, unit_id, role)
     select :runId, number, accident_id, unit_id, role
       from jsonb_to_recordset(:members::jsonb) as m (number int, accident_id uuid, unit_id text, role text)`,
    { runId, members: JSON.stringify(members) },
  );
  await tx.raw(
    `insert into hotspot_unit_count (run_id, number, unit_id, accidents)
     select run_id, number, unit_id, count(*) from hotspot_member
      where run_id = :runId and unit_id is not null and role <> 'nearby' group by 1, 2, 3`,
    { runId },
  );
}

function hotspotRow(
  place: ComputedHotspot,
  number: number,
  accidents: HotspotAccidents,
): Record<string, unknown> {
  const counted = countedMembers(place);
  const { evidence } = place;
  const of = (severity: Severity) =>
    counted.filter((accident) => accidents.severities[accident] === severity).length;
  const days = counted.map((accident) => accidents.days[accident] ?? '').sort();
  return {
    number,
    anchor: accidents.ids[place.anchor],
    pass: place.pass,
    status: place.status,
    road_name: place.roadName,
    outline: `POLYGON((${place.outline.map(([x, y]) => `${x} ${y}`).join(',')}))`,
    accidents: counted.length,
    fatal: of('fatal'),
    serious: of('serious'),
    slight: of('slight'),
    property: of('property'),
    severity_index: place.severityIndex,
    extent_m: place.extentMetres,
    is_corridor: place.isCorridor,
    first_on: days[0],
    last_on: days.at(-1),
    clause: place.clause,
    margin: place.margin,
    invented: counted.some((accident) => accidents.invented[accident]),
    first_qualified_on: evidence.firstQualifiedOn,
    strength: evidence.strength,
    p: evidence.p,
    q: evidence.q,
    z: evidence.z,
    emerging: evidence.emerging,
    collective: evidence.collective,
    individual: evidence.individual,
    predicted: place.predicted,
    expected: place.expected,
    excess: place.excess,
    probability_above: place.probabilityAbove,
    is_likely_random: place.isLikelyRandom,
    trip_accidents: place.tripAccidents,
    school_time_quotient: place.schoolTimeQuotient,
    school_time_probability: place.schoolTimeProbability,
    is_school_time: place.isSchoolTime,
  };
}

/** The columns of a hotspot as the wire has them. */
export function hotspotColumns(db: Knex): (string | Knex.Raw)[] {
  return [
    'hotspot.run_id as runId',
    'hotspot.number',
    'run.method',
    'hotspot.pass',
    'hotspot.status',
    'hotspot.unit_id as unitId',
    'unit.full_name as unitName',
    geoJson(db, 'hotspot.anchor', 'anchor'),
    'hotspot.road_name as roadName',
    'hotspot.accidents',
    'hotspot.fatal',
    'hotspot.serious',
    'hotspot.slight',
    'hotspot.property',
    'hotspot.severity_index as severityIndex',
    'hotspot.extent_m as extentMetres',
    'hotspot.is_corridor as isCorridor',
    'hotspot.first_on as firstOn',
    'hotspot.last_on as lastOn',
    'hotspot.clause',
    'hotspot.margin',
    'hotspot.first_qualified_on as firstQualifiedOn',
    'hotspot.strength',
    'hotspot.p',
    'hotspot.q',
    'hotspot.z',
    'hotspot.emerging',
    'hotspot.collective',
    'hotspot.individual',
    'hotspot.predicted',
    'hotspot.expected',
    'hotspot.excess',
    'hotspot.probability_above as probabilityAbove',
    'hotspot.is_likely_random as isLikelyRandom',
    'hotspot.trip_accidents as tripAccidents',
    'hotspot.school_time_quotient as schoolTimeQuotient',
    'hotspot.school_time_probability as schoolTimeProbability',
    'hotspot.is_school_time as isSchoolTime',
    db.raw(
      `array(select distinct c.method from hotspot_compared c where c.run_id = hotspot.run_id order by 1) as "comparedMethods"`,
    ),
    db.raw(
      `array(select distinct a.method from hotspot_agreement a
              where a.run_id = hotspot.run_id and a.number = hotspot.number order by 1) as "agreeingMethods"`,
    ),
    'hotspot.invented',
  ];
}

type HotspotFilter = { unit?: string | undefined; school?: string | undefined; nearMiss: boolean };

/** A hotspot counts as a school's when it comes within this distance of one of its gates (our choice: the walk of five minutes). */
const nearSchoolMetres = 500;

export async function listHotspots(
  tx: Knex.Transaction,
  runId: string,
  filter: HotspotFilter,
  today: string,
): Promise<HotspotSummary[]> {
  return tx('hotspot')
    .join('run', 'run.id', 'hotspot.run_id')
    .leftJoin('unit', 'unit.id', 'hotspot.unit_id')
    .where('hotspot.run_id', runId)
    .modify((query) => {
      if (!filter.nearMiss) query.where('hotspot.status', 'proposed');
      whereUnit(query, 'hotspot.unit_id', filter.unit, today);
      if (filter.school !== undefined) {
        query.whereRaw(
          `exists (select from school s left join gate g on g.school_id = s.id
                    where s.id = ?::uuid and ST_DWithin(hotspot.area::geography, coalesce(g.location, s.location)::geography, ?::float8))`,
          [filter.school, nearSchoolMetres],
        );
      }
    })
    .select(hotspotColumns(tx))
    .orderBy('hotspot.number')
    .limit(5_000);
}

type Found = Omit<Hotspot, 'run' | 'predictive'>;

/** One hotspot with the members in one's scope and counts of the others by unit, or undefined. */
export async function getHotspot(
  tx: Knex.Transaction,
  runId: string,
  number: number,
): Promise<Found | undefined> {
  const summary: (HotspotSummary & Pick<Hotspot, 'area'>) | undefined = await tx('hotspot')
    .join('run', 'run.id', 'hotspot.run_id')
    .leftJoin('unit', 'unit.id', 'hotspot.unit_id')
    .where({ 'hotspot.run_id': runId, 'hotspot.number': number })
    .select([...hotspotColumns(tx), geoJson(tx, 'hotspot.area', 'area')])
    .first();
  if (summary === undefined) return undefined;
  const rows: (Accident & { role: Hotspot['members'][number]['role'] })[] = await tx('hotspot_member')
    .join('accident', 'accident.id', 'hotspot_member.accident_id')
    .where({ 'hotspot_member.run_id': runId, 'hotspot_member.number': number })
    .select([...accidentColumns(tx), 'hotspot_member.role'])
    .orderBy([{ column: 'accident.occurred_on', order: 'desc' }, 'accident.id']);
  const { rows: hiddenMembers } = await tx.raw<{ rows: Hotspot['hiddenMembers'] }>(
    `select u.full_name as "unitName", c.accidents
       from hotspot_unit_count c join unit u on u.id = c.unit_id
      where c.run_id = :runId and c.number = :number
        and not (app_reads_all() or c.unit_id = any ((select app_read_units())::text[]))
      order by c.unit_id`,
    { runId, number },
  );
  const { rows: agreements } = await tx.raw<{ rows: Hotspot['agreements'] }>(
    `select method, other_run_id as "runId", other_number as number from hotspot_agreement
      where run_id = :runId and number = :number order by method, other_number`,
    { runId, number },
  );
  return {
    ...summary,
    agreements,
    members: rows.map(({ role, ...accident }) => ({ role, accident })),
    hiddenMembers,
  };
}
