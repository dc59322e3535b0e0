// Built records → the database: staged in portions, checked, then merged table by table.
import type { Knex } from 'knex';
import type { RejectedRow, TriedPlace } from '../../contract/batch.ts';
import type { ImportKind } from '../../contract/codes.ts';
import type { ImportMapping } from '../../contract/import.ts';
import type { Outcome } from './build-record.ts';
import { joinSightings } from './join-sightings.ts';
import { kindTables } from './kind-tables.ts';
import { addStretches, checkWalks, matchWalks } from './match-walks.ts';
import { mergeRows } from './merge.ts';
import { nodeRoads, removeVanishedPieces } from './node-roads.ts';
import type { ReadCounts } from './read-records.ts';
import { rejectedRow } from './reasons.ts';
import { samplePlaces, triedPlaces } from './sample-places.ts';
import { createStage, loadStage, refuseWhere, type StagedRecord } from './stage.ts';
import { checkStage, type Warning } from './stage-checks.ts';

/** Records sent to the database at once: larger portions gain nothing, smaller ones wait. */
const PORTION_RECORDS = 2_000;
/** Vertices sent at once: a few provinces' outlines. */
const PORTION_CHARACTERS = 8_000_000;

/** Kinds whose records can be withdrawn. */
const FIELD_KINDS = new Set<ImportKind>(['spots', 'observations', 'findings', 'walks']);

export type WriteInput = {
  mapping: ImportMapping;
  batchId: string;
  timeZone: string;
  metricSrid: number;
  today: string;
  srid: number;
  isGeographic: boolean;
  counts: ReadCounts;
  /** Whether to tell where the first records lie. */
  wantsPlaces: boolean;
  onStage: (stage: 'checking' | 'writing') => void;
};
export type Written = {
  counts: { inserted: number; updated: number; unchanged: number };
  rejected: RejectedRow[];
  rejectedRecords: number;
  warnings: Warning[];
  places: TriedPlace[];
};

/** Codes that speak of a wrong place; when most records have one, the coordinate system is probably wrong. */
const PLACE_CODES = new Set([
  'outside_territory',
  'axes_swapped',
  'northing_easting_swapped',
  'metres_as_degrees',
  'degrees_as_metres',
  'not_on_earth',
  'cannot_project',
]);

export async function writeRecords(
  tx: Knex.Transaction,
  outcomes: AsyncIterable<Outcome>,
  input: WriteInput,
): Promise<Written> {
  const { mapping, srid, isGeographic, today, timeZone, batchId } = input;
  const { kind, source } = mapping;
  const tables = kindTables[kind];
  const hasSurvey = tables.child === 'survey';
  const place = { table: tables.table, child: tables.child, source, srid };
  const rejected: RejectedRow[] = [];
  await createStage(tx);
  let portion: StagedRecord[] = [];
  let characters = 0;
  let ord = 0;
  let isFull = false;
  for await (const outcome of outcomes) {
    if ('refusals' in outcome) {
      rejected.push(...outcome.refusals.map((refusal) => rejectedRow(outcome.line, refusal)));
      continue;
    }
    ord++;
    portion.push({
      ...outcome.built,
      ord,
      ...(hasSurvey && { childKey: surveyKey(outcome.built.record) }),
    });
    if (kind === 'units' || kind === 'schools')
      characters += JSON.stringify(outcome.built.geometry ?? '').length;
    isFull = portion.length >= PORTION_RECORDS || characters >= PORTION_CHARACTERS;
    if (!isFull) continue;
    rejected.push(...(await loadStage(tx, portion, place)));
    portion = [];
    characters = 0;
  }
  rejected.push(...(await loadStage(tx, portion, place)));

  const sampled = input.wantsPlaces ? await samplePlaces(tx) : [];
  input.onStage('checking');
  const checked = await checkStage(tx, { kind, source, table: tables.table, srid, isGeographic, today });
  rejected.push(...checked.rejected);
  if (kind === 'walks') rejected.push(...(await checkWalks(tx)));
  const withdrawn = FIELD_KINDS.has(kind) ? await leaveOutWithdrawn(tx) : 0;

  input.onStage('writing');
  if (kind === 'roads') await nodeRoads(tx, source);
  if (kind === 'spots') await joinSightings(tx, source, timeZone);
  if (kind === 'walks') checked.warnings.push(...(await matchWalks(tx, input.metricSrid)));
  const bindings = { source, invented: mapping.invented, timeZone };
  const counts = { inserted: 0, updated: 0, unchanged: withdrawn };
  let kept = 0;
  for (const step of tables.steps) {
    const merged = await mergeRows(tx, step, batchId, bindings);
    for (const hidden of merged.unseen) {
      rejected.push(
        ...(await refuseWhere(
          tx,
          { where: 'r.ord = :hidden', field: 'unitId', code: 'outside_unit' },
          { hidden },
        )),
      );
    }
    if (step.isCounted) {
      counts.inserted += merged.inserted;
      counts.updated += merged.updated;
      counts.unchanged += merged.unchanged;
    } else if (step.parent) {
      const moved = await changedBelow(tx, step.table, step.parent);
      counts.updated += moved;
      counts.unchanged -= moved;
    }
    kept += merged.kept;
  }
  if (kind === 'walks') await addStretches(tx);
  if (kind === 'roads') counts.updated += await removeVanishedPieces(tx, source, batchId);
  const lines = new Set(rejected.map((row) => row.line));
  const warnings = [...checked.warnings, ...summaryWarnings(rejected, input.counts, { kept, withdrawn })];
  // The parts of one row may fail for one reason, which is said once.
  const reasons = [...new Map(rejected.map((row) => [JSON.stringify(row), row])).values()];
  reasons.sort((a, b) => a.line - b.line);
  const places = sampled.length === 0 ? [] : await triedPlaces(tx, sampled, tables.table, lines);
  return { counts, rejected: reasons, rejectedRecords: lines.size, warnings, places };
}

/** A survey is all answers, and walks, about one school on one day; a walk may name its route only. */
function surveyKey({ schoolKey, routeKey, observedOn, walkedOn }: Record<string, unknown>): string {
  return `${schoolKey ?? `route ${routeKey}`}|${observedOn ?? walkedOn}`;
}

/** Records that are the same but whose outline, zone or recommendation changed. */
async function changedBelow(tx: Knex.Transaction, table: string, parent: string): Promise<number> {
  const { rows } = await tx.raw<{ rows: { count: number }[] }>(
    `select count(distinct c.ord)::integer as count from staged_${table} c join staged_${parent} p on p.ord = c.ord
     where c.outcome in ('insert', 'update') and p.outcome = 'unchanged'`,
  );
  return rows[0]?.count ?? 0;
}

/** Takes rows out of the stage whose record, or whose survey, was withdrawn: it stays so. Gives how many. */
async function leaveOutWithdrawn(tx: Knex.Transaction): Promise<number> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `delete from import_row r where exists (select from withdrawn_row w where w.record_id in (r.id, r.child_id)) returning 1`,
  );
  return rows.length;
}

function summaryWarnings(
  rejected: readonly RejectedRow[],
  counts: ReadCounts,
  { kept, withdrawn }: { kept: number; withdrawn: number },
): Warning[] {
  const warnings: Warning[] = [];
  const misplaced = new Set(rejected.filter((row) => PLACE_CODES.has(row.code)).map((row) => row.line)).size;
  if (misplaced * 2 > counts.recordsRead && misplaced > 0) {
    warnings.push({
      code: 'wrong_srid',
      count: misplaced,
      vi: `${misplaced} trên ${counts.recordsRead} bản ghi nằm ngoài lãnh thổ: có thể sai hệ toạ độ (srid)`,
      en: `${misplaced} of ${counts.recordsRead} records lie outside the territory: the srid may be wrong`,
    });
  }
  if (kept > 0) {
    warnings.push({
      code: 'kept-corrections',
      count: kept,
      vi: `${kept} bản ghi đã được người dùng sửa nên giữ nguyên`,
      en: `${kept} records were corrected by hand and kept as they are`,
    });
  }
  if (withdrawn > 0) {
    warnings.push({
      code: 'kept_withdrawn',
      count: withdrawn,
      vi: `${withdrawn} bản ghi đã được rút lại nên không nhập nữa`,
      en: `${withdrawn} records were withdrawn and stay so`,
    });
  }
  if (counts.rowsRead === 0) {
    warnings.push({
      code: 'no_rows',
      count: 0,
      vi: 'Tệp không có hàng dữ liệu nào',
      en: 'The file has no data rows',
    });
  }
  return warnings;
}
