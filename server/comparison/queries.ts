// All SQL of comparing runs: the places and ranks of one run, and the run before another.
import type { Knex } from 'knex';
import { roundCentimetre } from '../network/queries.ts';
import type { ComparedPlace, RankedSchool } from './compare.ts';

/** The last finished run of the same kind and method that was asked for before another, or undefined. */
export async function findRunBefore(tx: Knex.Transaction, runId: string): Promise<string | undefined> {
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `select b.id from run a join run b on b.kind = a.kind and b.method is not distinct from a.method
      where a.id = :runId and b.status = 'done' and (b.created_at, b.id) < (a.created_at, a.id)
      order by b.created_at desc, b.id desc limit 1`,
    { runId },
  );
  return rows[0]?.id;
}

/** Every proposed place of a run with the accidents it counts, by number; x and y in the frame of `srid`. System scope. */
export async function readPlaces(
  tx: Knex.Transaction,
  runId: string,
  srid: number,
): Promise<ComparedPlace[]> {
  const { rows } = await tx.raw<{ rows: ComparedPlace[] }>(
    `select h.number, ST_X(ST_Transform(h.anchor, :srid::int)) as x, ST_Y(ST_Transform(h.anchor, :srid::int)) as y,
            array(select m.accident_id::text from hotspot_member m
                   where m.run_id = h.run_id and m.number = h.number and m.role <> 'nearby' order by 1) as members
       from hotspot h where h.run_id = :runId and h.status = 'proposed' order by h.number`,
    { runId, srid },
  );
  return rows.map((row) => ({ ...row, x: roundCentimetre(row.x), y: roundCentimetre(row.y) }));
}

/** Schools of a risk run in the reader's scope, or one of them. A school that is no longer on record has no name. */
export async function readRanks(
  tx: Knex.Transaction,
  runId: string,
  schoolId: string | null = null,
): Promise<RankedSchool[]> {
  const { rows } = await tx.raw<{ rows: RankedSchool[] }>(
    `select r.school_id as "schoolId", s.name as "schoolName", r.unit_id as "unitId", u.full_name as "unitName",
            r.rank, r.rank_low as "rankLow", r.rank_high as "rankHigh", r.score, r.rate, r.band
       from risk_result r join unit u on u.id = r.unit_id left join school s on s.id = r.school_id
      where r.run_id = :runId and (:schoolId::uuid is null or r.school_id = :schoolId)
      order by r.school_id`,
    { runId, schoolId },
  );
  return rows;
}
