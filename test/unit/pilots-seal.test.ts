// A sealed decision is intact only while content, hash, the audit's note and the row agree.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PilotSeal } from '../../contract/pilot.ts';
import { readSeal, type StoredSeal, sealOf } from '../../server/pilot-decisions/seal.ts';

const id = (n: number) => `c0ffee00-0000-4000-8000-00000000000${n}`;
const head = {
  runId: id(1),
  unitId: 'ZZ',
  level: 'primary',
  year: 2026,
  schoolId: id(2),
  place: 1,
  reason: '',
  decidedAt: '2026-11-21T03:00:00.000Z',
  comparisonIds: [id(3)],
} as const satisfies Partial<PilotSeal>;
const seal: PilotSeal = {
  ...head,
  comparisonIds: [...head.comparisonIds],
  asOf: '2026-10-31',
  supersedes: null,
  decidedBy: 'Lãnh đạo',
  candidates: [],
};
const sealed = sealOf(seal);
const stored: StoredSeal = {
  ...sealed,
  notedSha256: sealed.sha256,
  row: { ...head, comparisonIds: [...head.comparisonIds] },
};

describe('readSeal', () => {
  it('gives back what was sealed', () => {
    expect(readSeal(stored)).toEqual({ state: 'intact', seal });
  });

  it.each<[string, Partial<StoredSeal>]>([
    ['content', { content: sealed.content.replace('"place":1', '"place":2') }],
    ['hash', { sha256: sealed.sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }],
    ['school of the row', { row: { ...stored.row, schoolId: id(9) } }],
    ['comparison schools', { row: { ...stored.row, comparisonIds: [] } }],
    ['content and hash together, not the audit', sealOf({ ...seal, reason: 'khác' })],
    ['audit without a note', { notedSha256: null }],
  ])('is broken when changed: %s', (_, change) => {
    expect(readSeal({ ...stored, ...change }).state).toBe('broken');
  });

  it('tells what an older rule sealed from what was changed', () => {
    const { comparisonIds: _, asOf: __, ...older } = seal;
    const content = JSON.stringify(older);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const made = { ...stored, content, sha256, notedSha256: sha256 };
    expect(readSeal(made)).toEqual({ state: 'older', seal: null });
    expect(readSeal({ ...made, row: { ...stored.row, reason: 'khác' } }).state).toBe('broken');
    // Taking the comparison schools out of a newer seal makes no older one: the audit noted another hash.
    expect(readSeal({ ...made, notedSha256: sealed.sha256 }).state).toBe('broken');
  });

  it('is broken, and shows nothing, when it cannot be read', () => {
    for (const content of ['', '{', 'null', '[]', '{"place":1}']) {
      expect(readSeal({ ...stored, content })).toEqual({ state: 'broken', seal: null });
    }
  });
});
