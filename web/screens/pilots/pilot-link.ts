// What a link to the choice of pilots carries: who chooses, the level looked at and the year. Reading never fails.
import { z } from 'zod';
import { SchoolLevel, UnitId } from '../../../contract/codes.ts';

/** Null: the first level, the year of today, the province. */
export type PilotLink = { level: SchoolLevel | null; year: number | null; unit: string | null };

const Link = z.object({
  level: SchoolLevel.nullable().catch(null),
  year: z.coerce.number().int().min(2000).max(2100).nullable().catch(null),
  unit: UnitId.nullable().catch(null),
});

export function readPilotLink(raw: Record<string, unknown>): PilotLink {
  return Link.parse({ level: raw.level ?? null, year: raw.year ?? null, unit: raw.unit ?? null });
}

export function writePilotLink({ level, year, unit }: Partial<PilotLink>): Record<string, string> {
  const parts = { unit, level, year };
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
