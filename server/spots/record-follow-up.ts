// What was done about an illegal spot, checked and stored: by its own operation or out of a phone's file.
import type { Knex } from 'knex';
import type { CommitmentInput, HandlingInput } from '../../contract/field.ts';
import { requireNotAfter } from '../field/no-future.ts';
import type { FieldWrite } from '../field/record-queries.ts';
import { putFollowUp } from './sighting-queries.ts';

/** Stores a handling that is not of a day to come. Throws `bad-input`, and as `putFollowUp`. */
export async function recordHandling(
  tx: Knex.Transaction,
  { spotId, handledOn, note }: HandlingInput,
  write: FieldWrite,
): Promise<void> {
  requireNotAfter(write.today, 'handledOn', handledOn);
  const row = { handled_on: handledOn, note: note ?? null };
  await putFollowUp(tx, { table: 'spot_handling', spotId, row }, write);
}

/** Stores a commitment that is not of a day to come. Throws `bad-input`, and as `putFollowUp`. */
export async function recordCommitment(
  tx: Knex.Transaction,
  { spotId, signedOn, validTo, aboveCc }: CommitmentInput,
  write: FieldWrite,
): Promise<void> {
  requireNotAfter(write.today, 'signedOn', signedOn);
  const row = { signed_on: signedOn, valid_to: validTo ?? null, above_cc: aboveCc };
  await putFollowUp(tx, { table: 'spot_commitment', spotId, row }, write);
}
