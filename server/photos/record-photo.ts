// A photo announced, filled and judged: part by part by its own operations, or whole out of a phone's file.
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { type PhotoInput, type PhotoState, photoPartBytes } from '../../contract/photo.ts';
import { fieldCodes } from '../field/code-lists.ts';
import type { FieldWrite } from '../field/record-queries.ts';
import { Problem } from '../problem.ts';
import { judgeJpeg } from './jpeg.ts';
import * as queries from './queries.ts';

/** Announces a photo, or tells what of it is missing. Throws as `queries.putPhoto`. */
export async function announcePhoto(
  tx: Knex.Transaction,
  input: PhotoInput,
  write: FieldWrite,
): Promise<PhotoState> {
  return queries.putPhoto(tx, input, fieldCodes(write.today).spotRules.evidenceKeptDays, write);
}

/** Keeps one part; the last one to arrive completes the photo. Throws `bad-file` for what is not the announced photo. */
export async function recordPart(
  tx: Knex.Transaction,
  id: string,
  number: number,
  content: Buffer,
): Promise<PhotoState> {
  const { state, sha256 } = await queries.putPart(tx, id, number, content);
  if (state.isComplete || state.missing.length > 0) return state;
  const file = await queries.joinParts(tx, id);
  requireCleanPhoto(file, sha256);
  return queries.completePhoto(tx, id, file);
}

/** Stores a photo whole: what of it is missing here. Throws as its two steps. */
export async function recordPhoto(
  tx: Knex.Transaction,
  input: PhotoInput,
  file: Buffer,
  write: FieldWrite,
): Promise<PhotoState> {
  let state = await announcePhoto(tx, input, write);
  for (const number of state.missing) {
    const part = file.subarray(number * photoPartBytes, (number + 1) * photoPartBytes);
    state = await recordPart(tx, write.id, number, part);
  }
  return state;
}

function requireCleanPhoto(file: Buffer, sha256: string): void {
  if (createHash('sha256').update(file).digest('hex') !== sha256) {
    throw new Problem('bad-file', {
      detail: 'Ảnh nhận được không giống ảnh đã báo; xin gửi lại các phần',
      detailEn: 'The photo received is not the one announced; please send its parts again',
    });
  }
  const judged = judgeJpeg(file);
  if (judged === 'not-jpeg')
    throw new Problem('bad-file', { detail: 'Tệp không phải ảnh JPEG', detailEn: 'The file is no JPEG' });
  if (judged === 'has-metadata') {
    throw new Problem('bad-file', {
      detail: 'Ảnh còn thông tin ẩn (EXIF); xin xoá trước khi gửi',
      detailEn: 'The photo still carries hidden data (EXIF); please remove them before sending',
    });
  }
}
