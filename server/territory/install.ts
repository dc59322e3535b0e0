// The first start: the territory and its first units, from a checked file.
import type { Knex } from 'knex';
import { z } from 'zod';
import { SchoolLevel, UnitId, UnitKind } from '../../contract/codes.ts';

const MonthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Session = z
  .strictObject({ start: Clock, end: Clock, weekdays: z.array(z.number().int().min(1).max(7)).min(1) })
  .refine((session) => session.start < session.end, 'a session ends after it starts');

/** A file of data/territories. Degrees WGS 84; days and times are the territory's own. */
export const TerritoryFile = z.strictObject({
  code: z.string().min(1).max(40),
  name: z.string().min(1).max(200),
  metricSrid: z.number().int().min(1),
  timeZone: z.string().refine((zone) => isTimeZone(zone), 'not a time zone'),
  /** West, south, east, north. */
  bounds: z
    .tuple([z.number().min(-180), z.number().min(-90), z.number().max(180), z.number().max(90)])
    .refine(
      ([west, south, east, north]) => west < east && south < north,
      'bounds must be west, south, east, north',
    ),
  calendar: z.strictObject({
    terms: z.array(z.tuple([MonthDay, MonthDay])).min(1),
    daysOff: z.array(z.iso.date()),
  }),
  sessions: z.partialRecord(SchoolLevel, z.array(Session)),
  units: z.array(
    z.strictObject({
      id: UnitId,
      kind: UnitKind,
      parentId: UnitId.optional(),
      name: z.string().min(1).max(200),
      fullName: z.string().min(1).max(200).optional(),
      nameEn: z.string().min(1).max(200).optional(),
    }),
  ),
  /** Where dates and hours come from. */
  sources: z.array(z.string()).optional(),
});
export type TerritoryFile = z.infer<typeof TerritoryFile>;

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * Adds the territory and its units where they are absent, and gives whether the territory was. Runs in the system's
 * scope. Throws an Error that names what is wrong in the file.
 */
export async function installTerritory(
  tx: Knex.Transaction,
  file: unknown,
  { invented = false }: { invented?: boolean } = {},
): Promise<{ installed: boolean }> {
  const read = TerritoryFile.safeParse(file);
  if (!read.success) throw new Error(`The territory file is not right:\n${z.prettifyError(read.error)}`);
  const { code, name, metricSrid, timeZone, bounds, calendar, sessions, units } = read.data;
  const [west, south, east, north] = bounds;
  const { rows } = await tx.raw<{ rows: { id: number }[] }>(
    `insert into territory (code, name, metric_srid, time_zone, bounds, calendar, sessions, invented)
     values (:code, :name, :metricSrid, :timeZone, ST_MakeEnvelope(:west, :south, :east, :north, 4326),
       :calendar::jsonb, :sessions::jsonb, :invented)
     on conflict (id) do nothing returning id`,
    {
      code,
      name,
      metricSrid,
      timeZone,
      west,
      south,
      east,
      north,
      invented,
      calendar: JSON.stringify(calendar),
      sessions: JSON.stringify(sessions),
    },
  );
  for (const unit of units) {
    await tx('unit')
      .insert({
        id: unit.id,
        kind: unit.kind,
        parent_id: unit.parentId ?? null,
        name: unit.name,
        full_name: unit.fullName ?? unit.name,
        name_en: unit.nameEn ?? null,
        source: 'territory',
        source_key: unit.id,
        invented,
      })
      .onConflict('id')
      .ignore();
  }
  return { installed: rows.length > 0 };
}
