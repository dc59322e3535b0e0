// What a link to the choice of pilots carries: the level looked at and the year of choice. Reading never fails.
import { z } from 'zod';
import { SchoolLevel } from '../../../contract/codes.ts';

/** Null: the first level, the year of today. */
export type PilotLink = { level: SchoolLevel | null; year: number | null };

const Link = z.object({
  level: SchoolLevel.nullable().catch(null),
  year: z.coerce.number().int().min(2000).max(2100).nullable().catch(null),
});

export function readPilotLink(raw: Record<string, unknown>): PilotLink {
  return Link.parse({ level: raw.level ?? null, year: raw.year ?? null });
}

export function writePilotLink({ level, year }: PilotLink): Record<string, string> {
  return { ...(level === null ? {} : { level }), ...(year === null ? {} : { year: String(year) }) };
}
