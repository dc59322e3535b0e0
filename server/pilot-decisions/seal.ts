// What a decision seals, as the bytes that its hash is taken of, and whether they are still those bytes. Pure.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { PilotSeal, type SealHead, type SealState } from '../../contract/pilot.ts';

/** The bytes of a seal and their SHA-256 (FIPS 180-4), hexadecimal. */
export function sealOf(seal: PilotSeal): { content: string; sha256: string } {
  const content = JSON.stringify(seal);
  return { content, sha256: hashOf(content) };
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A decision as its row has it now. */
export type StoredSeal = {
  content: string;
  sha256: string;
  /** The hash that the audit noted when the decision was made; null: it noted none. */
  notedSha256: string | null;
  /** What the row and its study say beside the content. */
  row: SealHead;
};

/**
 * Reads a seal back. Intact: the content has the row's hash and the audit's, and says what the row says. Older: the same
 * of a content that was sealed without comparison schools; the audit's hash keeps anybody from making one of a newer
 * seal. What a broken one still says is given where it can be read at all, to be shown as broken.
 */
export function readSeal({ content, sha256, notedSha256, row }: StoredSeal): {
  state: SealState;
  seal: PilotSeal | null;
} {
  const said = parsed(content);
  const isOlder = !('comparisonIds' in said);
  const { comparisonIds, ...older } = row;
  const isUnchanged =
    hashOf(content) === sha256 &&
    sha256 === notedSha256 &&
    Object.entries(isOlder ? older : row).every(([name, value]) => isDeepStrictEqual(said[name], value));
  const state = isUnchanged ? (isOlder ? 'older' : 'intact') : 'broken';
  return { state, seal: PilotSeal.safeParse(said).data ?? null };
}

function parsed(content: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(content);
    return typeof said === 'object' && said !== null ? { ...said } : {};
  } catch {
    return {};
  }
}
