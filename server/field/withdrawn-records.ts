// Records that were withdrawn, as every write from the field meets them: a change of one is a conflict, everything else
// that names one is refused, and bringing one back puts each of its rows where it was.
import type { Knex } from 'knex';
import type { WithdrawnKind } from '../../contract/withdrawal.ts';
import { writeAudit } from '../audit.ts';
import { Problem } from '../problem.ts';
import { type FieldWrite, lockId } from './record-queries.ts';

/** A withdrawal that stands. */
export type Standing = {
  id: string;
  kind: WithdrawnKind;
  recordId: string;
  unitId: string;
  revision: number;
  reason: string;
  withdrawnAt: string;
  isOwn: boolean;
  was: Record<string, unknown>;
  findingIds: string[];
};

/** The withdrawal of a record that stands, undefined while it is not withdrawn. */
export async function findWithdrawal(
  tx: Knex.Transaction,
  recordId: string,
  accountId: string,
): Promise<Standing | undefined> {
  const { rows } = await tx.raw<{ rows: Standing[] }>(
    `select id, kind, record_id as "recordId", unit_id as "unitId", revision, reason, was - 'isOwn' as was, finding_ids as "findingIds",
            to_char(withdrawn_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "withdrawnAt",
            account_id = :accountId::uuid as "isOwn"
       from withdrawal where record_id = :recordId::uuid and returned_at is null`,
    { recordId, accountId },
  );
  return rows[0];
}

/**
 * Lets a change of a withdrawn record through only when it names the withdrawal as what it was made from: somebody then
 * chose it over the withdrawal, and the record is brought back for it. Else throws `stale-revision` with both: the record
 * as it was, and who withdrew it, when and why.
 */
export async function requireChosen(
  tx: Knex.Transaction,
  write: FieldWrite,
  baseRevision: number | undefined,
): Promise<void> {
  const standing = await findWithdrawal(tx, write.id, write.accountId);
  if (standing === undefined) return;
  const { id, revision, reason, withdrawnAt, isOwn } = standing;
  if (baseRevision !== revision) {
    throw new Problem('stale-revision', {
      current: { ...standing.was, revision, withdrawn: { id, reason, withdrawnAt, isOwn } },
    });
  }
  await bringBack(tx, standing, write);
}

/** Throws `withdrawn` when a record, or one that it went with, is withdrawn: nothing can be added to it. */
export async function requireNotWithdrawn(
  tx: Knex.Transaction,
  ...ids: (string | undefined)[]
): Promise<void> {
  const { rows } = await tx.raw<{ rows: { reason: string; day: string }[] }>(
    `select w.reason, to_char(w.withdrawn_at at time zone t.time_zone, 'YYYY-MM-DD') as day
       from withdrawn_row r join withdrawal w on w.id = r.withdrawal_id cross join territory t
      where r.record_id = any (:ids::uuid[]) limit 1`,
    { ids: ids.filter((id) => id !== undefined) },
  );
  const [found] = rows;
  if (found === undefined) return;
  throw new Problem('withdrawn', {
    detail: `Đã rút lại ngày ${found.day}: ${found.reason}`,
    detailEn: `Withdrawn on ${found.day}: ${found.reason}`,
  });
}

/** Tables whose records count their changes. */
const WITH_REVISION: Partial<Record<WithdrawnKind, string>> = { survey: 'survey', finding: 'finding' };

/** Puts the rows of a withdrawal back. Throws `wrong-state` when they are kept no more, or what they hang on is gone. */
export async function bringBack(
  tx: Knex.Transaction,
  standing: Standing,
  write: Omit<FieldWrite, 'bodySha256'>,
): Promise<void> {
  const { id, kind, recordId, revision } = standing;
  const { rows: tables } = await tx.raw<{ rows: { name: string }[] }>(
    'select table_name as name from withdrawn_row where withdrawal_id = :id group by table_name order by min(number)',
    { id },
  );
  if (kind === 'photo' || tables.length === 0) {
    throw new Problem('wrong-state', {
      detail: 'Nội dung đã rút lại không còn được lưu',
      detailEn: 'What was withdrawn is not kept any more',
    });
  }
  for (const { name } of tables) {
    await tx.raw(
      `insert into ?? select (r.record::??).* from withdrawn_row r
        where r.withdrawal_id = ? and r.table_name = ? order by r.number`,
      [name, name, id, name],
    );
  }
  const counted = WITH_REVISION[kind];
  if (counted !== undefined) await tx(counted).where({ id: recordId }).update({ revision });
  if (kind === 'survey') {
    await tx('finding')
      .whereIn('id', standing.findingIds)
      .whereNull('survey_id')
      .update({ survey_id: recordId });
  }
  if (kind === 'sighting') await tx.raw(spanOfSightings, { sightingId: recordId });
  await tx('withdrawn_row').where({ withdrawal_id: id }).delete();
  await tx('withdrawal').where({ id }).update({ returned_at: write.now, returned_by: write.accountId });
  await writeAudit(tx, {
    at: write.now,
    accountId: write.accountId,
    action: 'return',
    table: kind,
    recordId,
    unitId: standing.unitId,
    detail: { withdrawal: id },
  });
}

/** The spot of a sighting spans all its sightings again. */
const spanOfSightings = `
  update illegal_spot i set first_seen_at = span.first, last_seen_at = span.last, revision = i.revision + 1
    from (select spot_id, min(seen_at) as first, max(seen_at) as last from spot_sighting
           where spot_id = (select spot_id from spot_sighting where id = :sightingId::uuid) group by spot_id) span
   where i.id = span.spot_id`;

/** Holds back every other write of a record, and of the sightings of its unit, which may share a spot. */
export async function lockRecord(
  tx: Knex.Transaction,
  recordId: string,
  unitId: string | null,
): Promise<void> {
  await lockId(tx, recordId);
  if (unitId !== null) await lockId(tx, `sightings of ${unitId}`);
}
