// One import from files to facts: read, map, group, check, write, count. Everything happens below one savepoint, so an
// import is there whole or not at all, and a dry run leaves nothing.
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Batch, RejectedRow, TriedPlace } from '../../contract/batch.ts';
import type { ImportMapping } from '../../contract/import.ts';
import { writeAudit } from '../audit.ts';
import { refreshCoverage } from '../coverage/store-queries.ts';
import { asProblem } from '../db/errors.ts';
import { Problem } from '../problem.ts';
import { addCredit, getTerritory, type TerritoryRow } from '../territory/queries.ts';
import { type BuildRecord, prepareRecords } from './build-record.ts';
import type { ImportFile } from './file-row.ts';
import { Columns, parseMapping } from './mapping.ts';
import { type FileScan, scanFile } from './open-file.ts';
import { addBatch, findBatch, finishBatch, getBatch, type NewBatch, systemOf } from './queries.ts';
import { formatOf, type ReadCounts, readRecords } from './read-records.ts';
import { prepareParts } from './row-parts.ts';
import { tripWindows } from './trip-windows.ts';
import { withTrack } from './walk-track.ts';
import { writeRecords } from './write-records.ts';

export type ImportDeps = {
  /** In the scope of whoever imports: rows outside it are refused. */
  tx: Knex.Transaction;
  clock: () => Date;
  accountId: string | null;
  onProgress?: (progress: ImportProgress) => void;
};
export type ImportProgress = { stage: 'reading' | 'checking' | 'writing'; rowsRead: number };
export type ImportInput = {
  /** Chosen by the caller, so that a request sent twice is one import. */
  id: string;
  /** Files of one batch, read in this order. */
  files: readonly ImportFile[];
  /** JSON value of a mapping, not checked yet. */
  mapping: unknown;
  sridOverride?: number;
  dryRun: boolean;
};
/** `places` only of a dry run. */
export type ImportResult = { batch: Batch; rejected: RejectedRow[]; places: TriedPlace[] };

/** Refused rows given with the result; the rest are read by page. */
const REJECTED_IN_RESULT = 1_000;

/**
 * Imports files by a mapping in the scope of `tx`: rows outside it are refused one by one. Gives the batch and the
 * first 1,000 refused rows; `rejected` of the batch counts rows, each of which may have several reasons.
 * Throws Problem `bad-mapping`, `bad-file`, `too-large`, `not-allowed` (nothing is stored then), and
 * `same-id-other-body` when the id names another import. A fault of ours gives a batch of status `failed`.
 */
export async function runImport(deps: ImportDeps, input: ImportInput): Promise<ImportResult> {
  const { tx, clock, accountId } = deps;
  const mapping = parseMapping(input.mapping);
  if (input.sridOverride !== undefined) mapping.srid = input.sridOverride;
  const scans: FileScan[] = [];
  for (const file of input.files) scans.push(await scanFile(file.path));
  const batch: NewBatch = {
    id: input.id,
    mapping,
    fileName: filesName(input.files),
    fileSha256: filesSha256(scans),
    createdAt: clock(),
    createdBy: accountId,
  };
  const before = await findBatch(tx, input.id);
  if (before && before.status !== 'failed') {
    const isSame =
      before.fileSha256 === batch.fileSha256 &&
      before.source === mapping.source &&
      before.kind === mapping.kind;
    if (!isSame) throw new Problem('same-id-other-body');
    return { batch: before, rejected: [], places: [] };
  }
  let result: ImportResult | undefined;
  try {
    await tx.transaction(async (savepoint) => {
      result = await importInto(savepoint, deps, input, batch, scans);
      if (input.dryRun) throw new DryRun();
    });
  } catch (error) {
    if (error instanceof DryRun && result) return result;
    const problem = asProblem(error);
    if (problem instanceof Problem) throw problem;
    // Faults that are not ours to explain to a user are kept with the batch, where an administrator finds them.
    const message = error instanceof Error ? error.message : String(error);
    // knex puts the whole statement before the server's words.
    await addBatch(tx, batch, 'failed', message.slice(-500));
    return { batch: await getBatch(tx, batch.id), rejected: [], places: [] };
  }
  if (!result) throw new Error('the import gave no result');
  return result;
}

/** Ends the savepoint of a dry run. */
class DryRun extends Error {}

async function importInto(
  tx: Knex.Transaction,
  deps: ImportDeps,
  input: ImportInput,
  batch: NewBatch,
  scans: readonly FileScan[],
): Promise<ImportResult> {
  const { mapping } = batch;
  const territory = await getTerritory(tx);
  const system = { ...(await systemOf(tx, mapping.srid ?? 4326)), bounds: territory.bounds };
  await addBatch(tx, batch, 'running', null);
  const columns = new Columns();
  const today = localDay(batch.createdAt, territory);
  const { timeZone } = territory;
  const build = prepareParts(mapping, columns, (part, pointerOf) => {
    const read = prepareRecords(part, columns, system, { today, timeZone }, pointerOf);
    return withTrack(withTripWindow(read, mapping, territory), mapping, { timeZone, today });
  });
  const counts: ReadCounts = { rowsRead: 0, leftOut: 0, recordsRead: 0 };
  const onRows = (rowsRead: number): void => deps.onProgress?.({ stage: 'reading', rowsRead });
  const records = readRecords({ mapping, columns, build, files: input.files, scans, counts, onRows });
  const written = await writeRecords(tx, records, {
    mapping,
    batchId: batch.id,
    timeZone,
    metricSrid: territory.metricSrid,
    today,
    srid: system.srid,
    isGeographic: system.isGeographic,
    counts,
    wantsPlaces: input.dryRun,
    onStage: (stage) => deps.onProgress?.({ stage, rowsRead: counts.rowsRead }),
  });
  // Here, where one waits anyway: who opens the overview next would wait for it.
  if (!input.dryRun) await refreshCoverage(tx);
  const status = input.dryRun ? 'dry-run' : 'done';
  await finishBatch(
    tx,
    batch.id,
    { ...counts, ...written.counts, rejected: written.rejectedRecords },
    written.warnings,
    status,
  );
  const credit = mapping.credit ?? (isOpenStreetMap(input, scans, mapping) ? OPEN_STREET_MAP : undefined);
  if (credit !== undefined) await addCredit(tx, credit);
  if (!input.dryRun) await storeRejected(tx, batch.id, written.rejected);
  await writeAudit(tx, {
    at: batch.createdAt,
    accountId: batch.createdBy,
    action: 'import',
    table: 'import_batch',
    recordId: batch.id,
    detail: {
      kind: mapping.kind,
      source: mapping.source,
      file: batch.fileName,
      ...counts,
      ...written.counts,
    },
  });
  return {
    batch: await getBatch(tx, batch.id),
    rejected: written.rejected.slice(0, REJECTED_IN_RESULT),
    places: written.places,
  };
}

/** The credit that ODbL 1.0 asks for. */
const OPEN_STREET_MAP = '© OpenStreetMap contributors (ODbL 1.0)';

function isOpenStreetMap(
  { files }: ImportInput,
  scans: readonly FileScan[],
  { format }: NewBatch['mapping'],
): boolean {
  return files.some((file, i) => {
    const scan = scans[i];
    const read = format ?? (scan === undefined ? undefined : formatOf(file.name, scan));
    return read === 'osm-xml' || read === 'overpass';
  });
}

async function storeRejected(
  tx: Knex.Transaction,
  batchId: string,
  rejected: readonly RejectedRow[],
): Promise<void> {
  const rows = rejected.map((row, index) => ({ number: index + 1, ...row }));
  await tx.raw(
    `insert into rejected_row (batch_id, number, line, field, value, code, reason, reason_en)
     select :batchId::uuid, number, line, field, value, code, reason, "reasonEn"
     from jsonb_to_recordset(:rows::jsonb) as r (number integer, line integer, field text, value text, code text, reason text,
       "reasonEn" text)`,
    { batchId, rows: JSON.stringify(rows) },
  );
}

function withTripWindow(build: BuildRecord, mapping: ImportMapping, territory: TerritoryRow): BuildRecord {
  if (mapping.kind !== 'accidents') return build;
  const windowOf = tripWindows(territory.calendar, territory.sessions);
  return (rows, key) => {
    const outcome = build(rows, key);
    if ('built' in outcome) {
      const { record } = outcome.built;
      const { occurredOn, occurredTime, timePrecision } = record;
      const time = typeof occurredTime === 'string' && timePrecision !== 'day' ? occurredTime : undefined;
      record.tripWindow = windowOf(String(occurredOn), time);
    }
    return outcome;
  };
}

/** The territory's calendar day of a moment. */
function localDay(at: Date, { timeZone }: TerritoryRow): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);
}

function filesName(files: readonly ImportFile[]): string {
  const [first] = files;
  if (!first) throw new Problem('bad-file', { detail: 'Chưa có tệp nào', detailEn: 'No file was given' });
  return files.length === 1 ? first.name : `${first.name} (+${files.length - 1})`;
}

/** Of one file its own SHA-256, of several that of their list. */
function filesSha256(scans: readonly FileScan[]): string {
  const [first] = scans;
  if (scans.length === 1 && first) return first.sha256;
  return createHash('sha256')
    .update(scans.map((scan) => scan.sha256).join('\n'))
    .digest('hex');
}
