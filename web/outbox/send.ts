// Sending one item: which operation it is, and what its answer means for the outbox.
import { putCommitment, putHandling, putSighting } from '../../contract/field.ts';
import { putFinding, putFindingStep } from '../../contract/finding.ts';
import { PhotoInput, photoPartBytes, putPhoto, putPhotoPart } from '../../contract/photo.ts';
import { putSurvey, putWalk } from '../../contract/survey.ts';
import { putWithdrawal } from '../../contract/withdrawal.ts';
import { ApiProblem, call } from '../api.ts';
import { type ItemKind, type ItemProblem, type Outcome, revisionOf } from './item.ts';

export type Sending = { id: string; kind: ItemKind; body: object; file: Blob | null };
export type Send = (sending: Sending) => Promise<Outcome>;

type Sender = (id: string, body: object, file: Blob | null) => Promise<unknown>;

const senders: Record<ItemKind, Sender> = {
  survey: (id, body) => call(putSurvey, { params: { id }, body: putSurvey.body.parse(body) }),
  walk: (id, body) => call(putWalk, { params: { id }, body: putWalk.body.parse(body) }),
  finding: (id, body) => call(putFinding, { params: { id }, body: putFinding.body.parse(body) }),
  step: (id, body) => call(putFindingStep, { params: { id }, body: putFindingStep.body.parse(body) }),
  sighting: (id, body) => call(putSighting, { params: { id }, body: putSighting.body.parse(body) }),
  handling: (id, body) => call(putHandling, { params: { id }, body: putHandling.body.parse(body) }),
  commitment: (id, body) => call(putCommitment, { params: { id }, body: putCommitment.body.parse(body) }),
  withdrawal: (id, body) => call(putWithdrawal, { params: { id }, body: putWithdrawal.body.parse(body) }),
  photo: sendPhoto,
};

/** Sends an item and says what came of it; never throws. */
export const sendItem: Send = async ({ id, kind, body, file }) => {
  try {
    return { is: 'stored', revision: revisionOf(await senders[kind](id, body, file)) };
  } catch (error) {
    return outcomeOf(error);
  }
};

/** Only the parts that are missing on the server: a photo goes on where it was cut off. */
async function sendPhoto(id: string, body: object, file: Blob | null): Promise<unknown> {
  let state = await call(putPhoto, { params: { id }, body: PhotoInput.parse(body) });
  if (state.isComplete) return state;
  if (file === null) throw new Error('the photo is not on this phone any more');
  for (const number of state.missing) {
    const part = file.slice(number * photoPartBytes, (number + 1) * photoPartBytes);
    const base64 = toBase64(new Uint8Array(await part.arrayBuffer()));
    state = await call(putPhotoPart, { params: { id, number }, body: { base64 } });
  }
  return state;
}

export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_192)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  return btoa(pieces.join(''));
}

function outcomeOf(error: unknown): Outcome {
  // What the contract itself refuses would be refused by the server with the same words.
  if (!(error instanceof ApiProblem)) {
    const detail = error instanceof Error ? error.message : String(error);
    return { is: 'refused', problem: { key: 'bad-input', detail, detailEn: detail } };
  }
  const problem: ItemProblem = {
    key: error.key,
    detail: error.document?.detail ?? null,
    detailEn: error.document?.detailEn ?? null,
  };
  if (error.key === 'not-signed-in') return { is: 'signed-out' };
  if (error.key === 'stale-revision')
    return { is: 'conflict', current: error.document?.current ?? null, problem };
  const status = error.status ?? 0;
  const isJudged = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return isJudged && error.key !== 'no-answer' && error.key !== 'unreadable'
    ? { is: 'refused', problem }
    : { is: 'unknown', problem };
}
