// All SQL of predictions: how well each method did, and its record beside the places it finds.
import type { Knex } from 'knex';
import { PredictionMethod, type PredictionResult, type PredictiveRecord } from '../../contract/prediction.ts';
import type { Run } from '../../contract/run.ts';
import { newestRun } from '../runs/queries.ts';
import { latestSentences } from './evaluate.ts';

/** Writes the results of a run. System scope. */
export async function writeResults(
  tx: Knex.Transaction,
  runId: string,
  results: readonly PredictionResult[],
): Promise<void> {
  await tx.raw(
    `insert into prediction_result (run_id, method, train_through, test_year, budget_share, marked_pieces, marked_m, total_m,
            length_share, hits, test_total, hit_rate, hit_rate_interval, pai, pai_interval, pei, is_pei_exact, rri,
            rri_interval, hits_per_km, hits_per_km_interval, marked_again, total_rank_difference)
     select :runId, method, "trainThrough", "testYear", "budgetShare", "markedPieces", "markedMetres", "totalMetres",
            "lengthShare", hits, "testTotal", "hitRate", "hitRateInterval", pai, "paiInterval", pei, "isPeiExact", rri,
            "rriInterval", "hitsPerKm", "hitsPerKmInterval", "markedAgain", "totalRankDifference"
       from jsonb_to_recordset(:rows::jsonb) as r (method text, "trainThrough" int, "testYear" int, "budgetShare" float8,
            "markedPieces" int, "markedMetres" float8, "totalMetres" float8, "lengthShare" float8, hits int, "testTotal" int,
            "hitRate" float8, "hitRateInterval" jsonb, pai float8, "paiInterval" jsonb, pei float8, "isPeiExact" boolean,
            rri float8, "rriInterval" jsonb, "hitsPerKm" float8, "hitsPerKmInterval" jsonb, "markedAgain" int,
            "totalRankDifference" float8)`,
    { runId, rows: JSON.stringify(results) },
  );
}

/** Results of a run by test year and share of road marked, methods in the order of the contract. */
export async function listResults(tx: Knex.Transaction, runId: string): Promise<PredictionResult[]> {
  return tx('prediction_result')
    .where('run_id', runId)
    .select(
      'method',
      'train_through as trainThrough',
      'test_year as testYear',
      'budget_share as budgetShare',
      'marked_pieces as markedPieces',
      'marked_m as markedMetres',
      'total_m as totalMetres',
      'length_share as lengthShare',
      'hits',
      'test_total as testTotal',
      'hit_rate as hitRate',
      'hit_rate_interval as hitRateInterval',
      'pai',
      'pai_interval as paiInterval',
      'pei',
      'is_pei_exact as isPeiExact',
      'rri',
      'rri_interval as rriInterval',
      'hits_per_km as hitsPerKm',
      'hits_per_km_interval as hitsPerKmInterval',
      'marked_again as markedAgain',
      'total_rank_difference as totalRankDifference',
    )
    .orderByRaw('test_year, budget_share, array_position(?::text[], method)', [PredictionMethod.options]);
}

/** What is told of every method that could be tested: one sentence each. */
export function recordsOf({ id, asOf }: Run, results: readonly PredictionResult[]): PredictiveRecord[] {
  return latestSentences(results).map((sentence) => ({ runId: id, asOf, ...sentence }));
}

/** How well a method foretold accidents by the newest standard test; null when it was never tested, or marks nothing. */
export async function predictiveRecordOf(
  tx: Knex.Transaction,
  method: string,
): Promise<PredictiveRecord | null> {
  const run = await newestRun(tx, 'prediction', null);
  if (run === undefined) return null;
  const records = recordsOf(run, await listResults(tx, run.id));
  return records.find((record) => record.method === method) ?? null;
}
