// What a walk needs beside its places before it can be matched: seconds and accuracy of each, its day, its fingerprint.
import { createHash } from 'node:crypto';
import type { ImportMapping } from '../../contract/import.ts';
import type { BuildRecord } from './build-record.ts';
import type { TrackMoment } from './file-row.ts';

/** Of each place [seconds from the start, radius of error in metres]; null for a place without a time. */
export type TrackSteps = ([number, number] | null)[][];

/**
 * Adds to each walk `steps` (left out when no place has a time: it counts as drawn by hand), `walkedOn` when the
 * mapping gives none, and `sha256` of all that is matched. Days are those of the time zone; days after `today` are refused.
 */
export function withTrack(
  build: BuildRecord,
  mapping: ImportMapping,
  { timeZone, today }: { timeZone: string; today: string },
): BuildRecord {
  if (mapping.kind !== 'walks') return build;
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone });
  return (rows, key) => {
    const outcome = build(rows, key);
    if ('refusals' in outcome) return outcome;
    const { record, geometry, line } = outcome.built;
    const moments = rows[0]?.moments ?? [];
    const start = moments.flat().find(({ at }) => at !== null)?.at ?? null;
    record.walkedOn ??= start === null ? undefined : dayOf.format(start);
    const day = record.walkedOn;
    if (typeof day !== 'string') return { line, refusals: [{ field: 'walkedOn', code: 'missing' }] };
    if (day > today) return { line, refusals: [{ field: 'walkedOn', value: day, code: 'future_date' }] };
    if (start !== null) record.steps = stepsOf(moments, start, Number(record.accuracyMetres));
    record.sha256 = createHash('sha256')
      .update(JSON.stringify([geometry?.coordinates, record.steps ?? null, day]))
      .digest('hex');
    return outcome;
  };
}

function stepsOf(
  moments: readonly (readonly TrackMoment[])[],
  start: number,
  usualAccuracy: number,
): TrackSteps {
  return moments.map((segment) =>
    segment.map(({ at, accuracyMetres }) =>
      at === null ? null : [Math.round((at - start) / 100) / 10, accuracyMetres ?? usualAccuracy],
    ),
  );
}
