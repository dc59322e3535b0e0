// The score of a school from run to run, and why it changed.
import type { Knex } from 'knex';
import type { HistoryPoint } from '../../contract/school-page.ts';
import { comparedSchool } from '../comparison/comparison.ts';
import { getRun } from '../runs/queries.ts';
import { type HistoryRow, listHistory } from './school-queries.ts';

/** The last `limit` finished risk runs of a school by the day they look back from, each compared with the one before it. */
export async function readHistory(
  tx: Knex.Transaction,
  schoolId: string,
  limit: number,
): Promise<HistoryPoint[]> {
  const points: HistoryPoint[] = [];
  let earlier: HistoryRow | undefined;
  for (const row of await listHistory(tx, schoolId, limit)) {
    points.push({
      ...row,
      change: earlier === undefined ? null : await changeOf(tx, schoolId, earlier, row),
    });
    earlier = row;
  }
  return points;
}

async function changeOf(
  tx: Knex.Transaction,
  schoolId: string,
  earlier: HistoryRow,
  later: HistoryRow,
): Promise<HistoryPoint['change']> {
  const [before, after] = [await getRun(tx, earlier.runId), await getRun(tx, later.runId)];
  // A run may have been deleted since it was listed.
  if (before === undefined || after === undefined) return null;
  const { cause, rankChange, isMeaningful, parameters } = await comparedSchool(tx, before, after, schoolId);
  return { cause, rankChange, scoreChange: later.score - earlier.score, isMeaningful, parameters };
}
