// One entry of a phone's file → the same work that its own operation does.
import type { Knex } from 'knex';
import type { z } from 'zod';
import { CommitmentInput, HandlingInput, SightingInput } from '../../contract/field.ts';
import { FindingInput, FindingStepInput } from '../../contract/finding.ts';
import type { OutboxEntry, OutboxKind } from '../../contract/outbox.ts';
import { PhotoInput } from '../../contract/photo.ts';
import { SurveyInput, WalkInput } from '../../contract/survey.ts';
import { WithdrawalInput } from '../../contract/withdrawal.ts';
import { putWalk } from '../coverage/walk-queries.ts';
import { contentSha256 } from '../field/field-write.ts';
import type { FieldWrite } from '../field/record-queries.ts';
import { recordFinding, recordStep } from '../findings/record-finding.ts';
import { inputDetails } from '../http/input-words.ts';
import { recordPhoto } from '../photos/record-photo.ts';
import { Problem } from '../problem.ts';
import { recordCommitment, recordHandling } from '../spots/record-follow-up.ts';
import { putSighting } from '../spots/sighting-queries.ts';
import { recordSurvey } from '../surveys/record-survey.ts';
import { withdraw } from '../withdrawals/withdraw.ts';

/** In whose name an entry is recorded. */
export type Author = { accountId: string; isPlanner: boolean };
type Context = { entry: OutboxEntry; author: Author; now: Date; today: string };
type Recorder = (tx: Knex.Transaction, context: Context) => Promise<unknown>;

const recorders: Record<OutboxKind, Recorder> = {
  survey: recorder(SurveyInput, recordSurvey),
  walk: recorder(WalkInput, putWalk),
  finding: recorder(FindingInput, recordFinding),
  step: recorder(FindingStepInput, recordStep),
  sighting: recorder(SightingInput, putSighting),
  handling: recorder(HandlingInput, recordHandling),
  commitment: recorder(CommitmentInput, recordCommitment),
  withdrawal: recorder(WithdrawalInput, (tx, input, write, { author }) =>
    withdraw(tx, input, { ...write, isPlanner: author.isPlanner }),
  ),
  photo: recorder(PhotoInput, (tx, input, write, { entry }) => {
    if (entry.photo === null) {
      throw new Problem('bad-file', {
        detail: 'Tệp không có ảnh này',
        detailEn: 'The file lacks this photo',
      });
    }
    return recordPhoto(tx, input, Buffer.from(entry.photo, 'base64'), write);
  }),
};

/** Records an entry. Throws what its operation throws, `bad-input` for a body that the operation does not take. */
export async function recordEntry(tx: Knex.Transaction, context: Context): Promise<void> {
  await recorders[context.entry.kind](tx, context);
}

function recorder<Schema extends z.ZodType<object>>(
  schema: Schema,
  record: (
    tx: Knex.Transaction,
    input: z.infer<Schema>,
    write: FieldWrite,
    context: Context,
  ) => Promise<unknown>,
): Recorder {
  return (tx, context) => {
    const { entry, author, now, today } = context;
    const { baseRevision } = entry;
    const body = baseRevision === null ? entry.body : { ...entry.body, baseRevision };
    const read = schema.safeParse(body);
    if (!read.success) {
      const errors = inputDetails('body', read.error, body);
      throw new Problem('bad-input', {
        detail: errors.map(({ detail }) => detail).join('; '),
        detailEn: errors.map(({ detailEn }) => detailEn).join('; '),
        errors,
      });
    }
    const bodySha256 = contentSha256(read.data);
    return record(
      tx,
      read.data,
      { id: entry.id, bodySha256, accountId: author.accountId, now, today },
      context,
    );
  };
}

/** What of a record tells whether it was there before and unchanged since; none: it is not there. */
const marks: Record<OutboxKind, string> = {
  survey: 'select revision::text as mark from survey where id = :id',
  walk: "select '' as mark from survey_walk where id = :id",
  finding: 'select revision::text as mark from finding where id = :id',
  step: "select '' as mark from finding_step where id = :id",
  sighting: "select '' as mark from spot_sighting where id = :id",
  handling: "select '' as mark from spot_handling where id = :id",
  commitment: "select '' as mark from spot_commitment where id = :id",
  withdrawal: "select '' as mark from withdrawal where id = :id",
  photo: 'select (content is not null)::text as mark from photo where id = :id',
};

export async function markOf(tx: Knex.Transaction, { kind, id }: OutboxEntry): Promise<string | undefined> {
  const { rows } = await tx.raw<{ rows: { mark: string }[] }>(marks[kind], { id });
  return rows[0]?.mark;
}
