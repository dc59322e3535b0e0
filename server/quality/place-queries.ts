// All SQL of accidents without a place: the list of them, what their own words suggest, and the place given by hand.
import type { Knex } from 'knex';
import type { OperationArguments, OperationReply } from '../../contract/operation.ts';
import type {
  AccidentRecord,
  placeAccident as placeOperation,
  suggestPlace as suggestOperation,
} from '../../contract/quality.ts';
import { newestFirst, pageOf } from '../accidents/queries.ts';
import { writeAudit } from '../audit.ts';
import { pointValue } from '../db/postgis.ts';
import { locateAddress } from '../network/address-queries.ts';
import { Problem } from '../problem.ts';
import type { Decision } from './merge-queries.ts';
import { getRecord, recordColumns } from './queries.ts';
import { readWrittenAddress } from './written-address.ts';

/** Accidents without a place or with no more than their commune, newest first. */
export async function listUnlocated(
  tx: Knex.Transaction,
  page: { limit: number; after?: string | undefined },
): Promise<{ accidents: AccidentRecord[]; total: number; next: string | null }> {
  const found = tx('accident').whereRaw("(accident.location is null or accident.location_quality = 'area')");
  const counted = await found.clone().count<{ total: number }[]>('* as total');
  const rows: AccidentRecord[] = await found
    .clone()
    .leftJoin('unit', 'unit.id', 'accident.unit_id')
    .select(recordColumns(tx))
    .modify((query) => newestFirst(query, page));
  return { total: counted[0]?.total ?? 0, ...pageOf(rows, page) };
}

/** Where the kilometre address of a record lies; no places when it names none that the network knows. Throws `not-found`. */
export async function suggestPlace(
  tx: Knex.Transaction,
  id: string,
): Promise<OperationReply<typeof suggestOperation>> {
  const { writtenAddress, roadName } = await getRecord(tx, id);
  const address = readWrittenAddress(writtenAddress ?? '', roadName);
  if (address === null) return { address: null, places: [] };
  const { places } = await locateAddress(tx, address.ref, address.text);
  return { address, places: places.map(({ location, quality }) => ({ location, quality })) };
}

type PlaceInput = { id: string } & OperationArguments<typeof placeOperation>['body'];

/**
 * Gives an accident its place, and with it the commune that holds the place on that day. Throws Problem `not-found`,
 * `stale-revision` with the record as it stands, `outside-territory`, and `outside-unit`.
 */
export async function placeAccident(
  tx: Knex.Transaction,
  { id, location, quality, baseRevision }: PlaceInput,
  { accountId, at }: Decision,
): Promise<AccidentRecord> {
  const place = pointValue(tx, location);
  const stored = await tx('accident')
    .where({ id })
    .forUpdate()
    .select(
      'revision',
      tx.raw('(location is not distinct from ? and location_quality = ?) as "isSame"', [place, quality]),
    )
    .first<{ revision: number; isSame: boolean } | undefined>();
  if (stored === undefined) throw new Problem('not-found');
  if (stored.isSame) return getRecord(tx, id);
  if (stored.revision !== baseRevision) {
    throw new Problem('stale-revision', { current: await getRecord(tx, id) });
  }
  const written = await tx('accident')
    .where({ id })
    .update({
      location: place,
      location_quality: quality,
      unit_id: tx.raw('coalesce(commune_at(?, occurred_on), unit_id)', [place]),
      revision: stored.revision + 1,
    });
  if (written === 0) throw new Problem('outside-unit');
  const record = await getRecord(tx, id);
  await writeAudit(tx, {
    at,
    accountId,
    action: 'place',
    table: 'accident',
    recordId: id,
    unitId: record.unitId,
    detail: { quality, revision: record.revision },
  });
  return record;
}
