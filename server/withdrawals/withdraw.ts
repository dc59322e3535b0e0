// Withdrawing one record: who may, from which version, and how its rows leave their tables together.
import type { Knex } from 'knex';
import type { Withdrawal, WithdrawalInput, WithdrawnKind } from '../../contract/withdrawal.ts';
import { writeAudit } from '../audit.ts';
import { getWalk } from '../coverage/walk-queries.ts';
import { findWithdrawal, lockRecord } from '../field/withdrawn-records.ts';
import { getFinding } from '../findings/queries.ts';
import { Problem } from '../problem.ts';
import { getSurvey } from '../surveys/queries.ts';
import { getWithdrawal, type Withdrawing } from './queries.ts';

/** A record as it stands. `revision` is null where records do not change; `isTaken`: others have acted on it. */
type Head = { unitId: string; authorId: string | null; revision: number | null; isTaken: boolean };

const heads: Record<WithdrawnKind, string> = {
  survey: `select s.unit_id as "unitId", coalesce(f.account_id, s.account_id) as "authorId", s.revision, false as "isTaken"
             from survey s left join field_record f on f.record_id = s.id where s.id = :id`,
  walk: `select unit_id as "unitId", account_id as "authorId", null::int as revision, false as "isTaken"
           from survey_walk where id = :id`,
  finding: `select s.unit_id as "unitId", f.account_id as "authorId", s.revision,
                   s.state <> 'open' or exists (select from finding_step t where t.finding_id = s.id) as "isTaken"
              from finding s left join field_record f on f.record_id = s.id where s.id = :id`,
  sighting: `select unit_id as "unitId", account_id as "authorId", null::int as revision, false as "isTaken"
               from spot_sighting where id = :id`,
  photo: `select unit_id as "unitId", account_id as "authorId", null::int as revision, false as "isTaken"
            from photo where id = :id`,
};

/** Rows that leave with a record, those that others refer to first. Raw positions and unfinished photo parts go for good. */
type Part = { table: string; where: string; hasId: boolean };
const photosOf = (column: string): Part => ({ table: 'photo', where: `${column} = :id`, hasId: true });
const parts: Record<WithdrawnKind, readonly Part[]> = {
  survey: [
    { table: 'survey', where: 'id = :id', hasId: true },
    { table: 'survey_sheet', where: 'survey_id = :id', hasId: false },
    { table: 'survey_observation', where: 'survey_id = :id', hasId: true },
    { table: 'survey_walk', where: 'survey_id = :id', hasId: true },
    {
      table: 'survey_stretch',
      where: 'walk_id in (select w.id from survey_walk w where w.survey_id = :id)',
      hasId: false,
    },
    photosOf('survey_id'),
  ],
  walk: [
    { table: 'survey_walk', where: 'id = :id', hasId: true },
    { table: 'survey_stretch', where: 'walk_id = :id', hasId: false },
  ],
  finding: [
    { table: 'finding', where: 'id = :id', hasId: true },
    { table: 'finding_step', where: 'finding_id = :id', hasId: true },
    { table: 'recommendation', where: 'finding_id = :id', hasId: true },
    photosOf('finding_id'),
  ],
  sighting: [{ table: 'spot_sighting', where: 'id = :id', hasId: true }, photosOf('sighting_id')],
  photo: [photosOf('id')],
};

/** A spot without any sighting goes with its last one. */
const spotParts: readonly Part[] = ['illegal_spot', 'spot_handling', 'spot_commitment'].map((table) => ({
  table,
  where: `${table === 'illegal_spot' ? 'id' : 'spot_id'} = (select g.spot_id from spot_sighting g where g.id = :id)`,
  hasId: true,
}));

/**
 * Withdraws a record under the client's id. The same again, or somebody's withdrawal before, gives what stands. Throws
 * `stale-revision` with the record as it stands when it was changed since; `not-allowed` for who neither recorded it nor
 * is a planner; `wrong-state` for the author of a finding that others have acted on; `not-found`.
 */
export async function withdraw(
  tx: Knex.Transaction,
  input: WithdrawalInput,
  write: Withdrawing,
): Promise<Withdrawal> {
  const { kind, recordId } = input;
  const { accountId } = write;
  await lockRecord(tx, recordId, null);
  const same = await tx('withdrawal')
    .select('body_sha256 as bodySha256')
    .where({ id: write.id })
    .first<{ bodySha256: string } | undefined>();
  if (same?.bodySha256 === write.bodySha256) return getWithdrawal(tx, write.id, accountId);
  if (same !== undefined) throw new Problem('same-id-other-body');
  const before = await findWithdrawal(tx, recordId, accountId);
  if (before !== undefined) return getWithdrawal(tx, before.id, accountId);
  const { rows } = await tx.raw<{ rows: Head[] }>(heads[kind], { id: recordId });
  const [head] = rows;
  if (head === undefined) throw new Problem('not-found');
  const was = await read(tx, kind, recordId, write);
  requireMay(head, write);
  if (head.revision !== null && input.baseRevision !== head.revision)
    throw new Problem('stale-revision', { current: was });
  const { mayDo: _, ...kept } = was;
  if (kind === 'sighting') await lockRecord(tx, recordId, head.unitId);
  await tx('withdrawal').insert({
    id: write.id,
    kind,
    record_id: recordId,
    unit_id: head.unitId,
    reason: input.reason,
    withdrawn_at: write.now,
    account_id: accountId,
    body_sha256: write.bodySha256,
    // Of `isOwn` is kept whether who withdraws it recorded it.
    was: JSON.stringify({ ...kept, isOwn: head.authorId === accountId }),
    revision: (head.revision ?? 1) + 1,
    finding_ids:
      kind === 'survey' ? tx.raw('array(select id from finding where survey_id = ?)', [recordId]) : '{}',
  });
  await takeOut(tx, kind, recordId, write.id);
  await writeAudit(tx, {
    at: write.now,
    accountId,
    action: 'withdraw',
    table: kind,
    recordId,
    unitId: head.unitId,
    detail: { withdrawal: write.id },
  });
  return getWithdrawal(tx, write.id, accountId);
}

function requireMay({ authorId, isTaken }: Head, { accountId, isPlanner }: Withdrawing): void {
  if (isPlanner) return;
  if (authorId !== accountId) {
    throw new Problem('not-allowed', {
      detail: 'Chỉ người ghi nhận hoặc cán bộ quy hoạch được rút lại',
      detailEn: 'Only who recorded it, or a planner, may withdraw it',
    });
  }
  if (isTaken) {
    throw new Problem('wrong-state', {
      detail: 'Điểm bất cập đã được xử lý tiếp; cần cán bộ quy hoạch rút lại',
      detailEn: 'Others have acted on this finding; a planner must withdraw it',
    });
  }
}

async function read(
  tx: Knex.Transaction,
  kind: WithdrawnKind,
  id: string,
  write: Withdrawing,
): Promise<Record<string, unknown>> {
  switch (kind) {
    case 'survey':
      return getSurvey(tx, id, write.accountId);
    case 'finding':
      return getFinding(tx, id, write);
    case 'walk':
      return getWalk(tx, id);
    case 'sighting':
    case 'photo': {
      const { rows } = await tx.raw<{ rows: Record<string, unknown>[] }>(described[kind], { id });
      return rows[0] ?? {};
    }
  }
}

const described: Record<'sighting' | 'photo', string> = {
  sighting: `
    select g.id, g.spot_id as "spotId", s.kind, ST_AsGeoJSON(s.location, 6)::json as location, g.minutes_watched as "minutesWatched",
           to_char(g.seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "seenAt", g.minutes_seen as "minutesSeen",
           g.vehicles, g.note
      from spot_sighting g join illegal_spot s on s.id = g.spot_id where g.id = :id`,
  photo: `
    select id, kind, to_char(taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "takenAt", survey_id as "surveyId",
           finding_id as "findingId", sighting_id as "sightingId", byte_count as "byteCount"
      from photo where id = :id`,
};

async function takeOut(
  tx: Knex.Transaction,
  kind: WithdrawnKind,
  id: string,
  withdrawalId: string,
): Promise<void> {
  const isLast = kind === 'sighting' && !(await hasOtherSightings(tx, id));
  // A photo is mostly withdrawn because it shows what must not be kept.
  if (kind === 'photo') await tx('photo').where({ id }).update({ content: null });
  const leaving = isLast ? [...spotParts.slice(0, 1), ...parts[kind], ...spotParts.slice(1)] : parts[kind];
  for (const { table, where, hasId } of leaving) {
    await tx.raw(
      `insert into withdrawn_row (withdrawal_id, number, unit_id, table_name, record_id, record, expires_on)
       select :withdrawalId::uuid, before.count + row_number() over (order by t::text), t.unit_id, :tableName,
              ${hasId ? 't.id' : 'null'}, t::text, ${table === 'photo' ? 't.expires_on' : 'null'}
         from ${table} t cross join (select count(*) from withdrawn_row where withdrawal_id = :withdrawalId::uuid) before
        where ${where}`,
      { withdrawalId, tableName: table, id },
    );
  }
  const spotId = kind === 'sighting' ? await spotOf(tx, id) : undefined;
  const [root, at] = isLast ? ['illegal_spot', spotId] : [parts[kind][0]?.table ?? kind, id];
  const deleted = await tx(root).where({ id: at }).delete();
  if (deleted !== 1) throw new Problem('outside-unit');
  if (spotId !== undefined && !isLast) await tx.raw(spotWithout, { spotId });
}

async function spotOf(tx: Knex.Transaction, sightingId: string): Promise<string | undefined> {
  const row = await tx('spot_sighting')
    .select('spot_id as spotId')
    .where({ id: sightingId })
    .first<{ spotId: string } | undefined>();
  return row?.spotId;
}

async function hasOtherSightings(tx: Knex.Transaction, id: string): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: { found: boolean }[] }>(
    `select exists (select from spot_sighting o join spot_sighting g on g.spot_id = o.spot_id
                     where g.id = :id and o.id <> g.id) as found`,
    { id },
  );
  return rows[0]?.found === true;
}

/** A spot spans the sightings it has left; it has not returned when none of them came after it was handled last. */
const spotWithout = `
  update illegal_spot i set first_seen_at = span.first, last_seen_at = span.last, revision = i.revision + 1,
         state = case when i.state = 'returned' and span.last <= handled.until then 'handled' else i.state end
    from (select min(seen_at) as first, max(seen_at) as last from spot_sighting where spot_id = :spotId) span,
         (select max(handled_on + 1)::timestamptz as until from spot_handling where spot_id = :spotId) handled
   where i.id = :spotId`;
