// All SQL of photos: announced, filled part by part, and read under the rights of what they show.
import type { Knex } from 'knex';
import { type PhotoInput, type PhotoState, photoPartBytes } from '../../contract/photo.ts';
import { writeAudit } from '../audit.ts';
import { type FieldWrite, lockId } from '../field/record-queries.ts';
import { requireNotWithdrawn } from '../field/withdrawn-records.ts';
import { Problem } from '../problem.ts';

type PhotoRow = {
  id: string;
  unitId: string;
  kind: PhotoState['kind'];
  takenAt: string;
  expiresOn: string | null;
  byteCount: number;
  sha256: string;
  isComplete: boolean;
  parts: number[];
};

async function findPhoto(tx: Knex.Transaction, id: string): Promise<PhotoRow | undefined> {
  const { rows } = await tx.raw<{ rows: PhotoRow[] }>(
    `select p.id, p.unit_id as "unitId", p.kind, to_char(p.taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "takenAt",
            p.expires_on as "expiresOn", p.byte_count as "byteCount", p.sha256, p.content is not null as "isComplete",
            array(select number from photo_part where photo_id = p.id order by number) as parts
       from photo p where p.id = :id`,
    { id },
  );
  return rows[0];
}

async function photoState(tx: Knex.Transaction, id: string): Promise<PhotoState> {
  const photo = await findPhoto(tx, id);
  if (photo === undefined) throw new Problem('not-found');
  const { kind, takenAt, expiresOn, isComplete, parts } = photo;
  const missing = isComplete ? [] : partNumbers(photo.byteCount).filter((number) => !parts.includes(number));
  return { id, kind, takenAt, expiresOn, isComplete, missing };
}

function partNumbers(byteCount: number): number[] {
  return Array.from({ length: Math.ceil(byteCount / photoPartBytes) }, (_, number) => number);
}

/** Announces a photo, or tells what of it is missing. Evidence is kept for `keptDays`. */
export async function putPhoto(
  tx: Knex.Transaction,
  input: PhotoInput,
  keptDays: number,
  write: FieldWrite,
): Promise<PhotoState> {
  const { id } = write;
  await lockId(tx, id);
  const known = await findPhoto(tx, id);
  if (known !== undefined) {
    if (known.sha256 !== input.sha256 || known.kind !== input.kind) throw new Problem('same-id-other-body');
    return photoState(tx, id);
  }
  await requireNotWithdrawn(tx, id, input.surveyId, input.findingId, input.sightingId);
  const unitId = await unitOfTarget(tx, input);
  await tx('photo').insert({
    id,
    unit_id: unitId,
    survey_id: input.surveyId ?? null,
    finding_id: input.findingId ?? null,
    sighting_id: input.sightingId ?? null,
    kind: input.kind,
    taken_at: new Date(input.takenAt),
    sha256: input.sha256,
    byte_count: input.byteCount,
    expires_on: input.kind === 'evidence' ? tx.raw('?::date + ?::int', [write.today, keptDays]) : null,
    account_id: write.accountId,
  });
  await writeAudit(tx, {
    at: write.now,
    accountId: write.accountId,
    action: 'record',
    table: 'photo',
    recordId: id,
    unitId,
    detail: { kind: input.kind },
  });
  return photoState(tx, id);
}

async function unitOfTarget(tx: Knex.Transaction, input: PhotoInput): Promise<string> {
  const { rows } = await tx.raw<{ rows: { unitId: string }[] }>(
    `select unit_id as "unitId" from survey where id = :survey::uuid
     union all select unit_id from finding where id = :finding::uuid
     union all select unit_id from spot_sighting where id = :sighting::uuid`,
    {
      survey: input.surveyId ?? null,
      finding: input.findingId ?? null,
      sighting: input.sightingId ?? null,
    },
  );
  const target = rows[0];
  if (target === undefined) throw new Problem('reference-missing');
  return target.unitId;
}

/**
 * Keeps one part; a part sent again replaces the one before. Throws `bad-file` for a part of another size than the
 * announced file has there.
 */
export async function putPart(
  tx: Knex.Transaction,
  id: string,
  number: number,
  content: Buffer,
): Promise<{ state: PhotoState; sha256: string }> {
  await lockId(tx, id);
  const photo = await findPhoto(tx, id);
  if (photo === undefined) throw new Problem('not-found');
  const { unitId, sha256, byteCount } = photo;
  const expected = Math.min(photoPartBytes, byteCount - number * photoPartBytes);
  if (content.length !== expected) {
    throw new Problem('bad-file', {
      detail: `Phần ${number} của ảnh phải có ${Math.max(0, expected)} byte, nhận được ${content.length}`,
      detailEn: `Part ${number} of the photo must have ${Math.max(0, expected)} bytes, got ${content.length}`,
    });
  }
  if (!photo.isComplete) {
    await tx('photo_part')
      .insert({ photo_id: id, number, unit_id: unitId, content })
      .onConflict(['photo_id', 'number'])
      .merge();
  }
  return { state: await photoState(tx, id), sha256 };
}

/** The parts in their order as one file. */
export async function joinParts(tx: Knex.Transaction, id: string): Promise<Buffer> {
  const rows: { content: Buffer }[] = await tx('photo_part')
    .select('content')
    .where({ photo_id: id })
    .orderBy('number');
  return Buffer.concat(rows.map(({ content }) => content));
}

export async function completePhoto(tx: Knex.Transaction, id: string, content: Buffer): Promise<PhotoState> {
  await tx('photo').where({ id }).update({ content });
  await tx('photo_part').where({ photo_id: id }).delete();
  return photoState(tx, id);
}

/** The file of a complete photo. A look at evidence is noted; what has expired is not found. */
export async function getPhoto(
  tx: Knex.Transaction,
  id: string,
  reader: { accountId: string; today: string; now: Date },
): Promise<Buffer> {
  const photo = await tx('photo')
    .select('content', 'kind', 'unit_id as unitId', 'expires_on as expiresOn')
    .where({ id })
    .first<{ content: Buffer | null; kind: string; unitId: string; expiresOn: string | null } | undefined>();
  const isExpired = (photo?.expiresOn ?? reader.today) < reader.today;
  if (photo === undefined || photo.content === null || isExpired) throw new Problem('not-found');
  if (photo.kind === 'evidence') {
    await writeAudit(tx, {
      at: reader.now,
      accountId: reader.accountId,
      action: 'look',
      table: 'photo',
      recordId: id,
      unitId: photo.unitId,
    });
  }
  return photo.content;
}
