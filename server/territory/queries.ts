// All SQL of the territory.
import type { Knex } from 'knex';
import type { BoundingBox } from '../../contract/geometry.ts';
import type { StoredCalendar, StoredSessions } from './school-clock.ts';

export type TerritoryRow = {
  code: string;
  name: string;
  metricSrid: number;
  timeZone: string;
  bounds: BoundingBox;
  calendar: StoredCalendar;
  sessions: StoredSessions;
  invented: boolean;
};

/** The installation's territory, or undefined in a database that was never installed. */
export async function findTerritory(tx: Knex.Transaction): Promise<TerritoryRow | undefined> {
  const { rows } = await tx.raw<{ rows: TerritoryRow[] }>(
    `select code, name, metric_srid as "metricSrid", time_zone as "timeZone", calendar, sessions, invented,
            json_build_array(ST_XMin(bounds), ST_YMin(bounds), ST_XMax(bounds), ST_YMax(bounds)) as bounds
       from territory`,
  );
  return rows[0];
}

/** The installation's territory. Throws when nothing was installed. */
export async function getTerritory(tx: Knex.Transaction): Promise<TerritoryRow> {
  const territory = await findTerritory(tx);
  if (territory === undefined) throw new Error('the database holds no territory: run the installation first');
  return territory;
}

/** Adds a credit to the line on the map; one that is there already stays once. */
export async function addCredit(tx: Knex.Transaction, credit: string): Promise<void> {
  await tx.raw(
    'update territory set credits = credits || :credit::text where not :credit::text = any (credits)',
    { credit },
  );
}
