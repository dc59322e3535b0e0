// Rules between the fields of one record, which no single field can break. The database holds the same ones; here they
// refuse one row instead of the whole batch.
import type { ImportKind } from '../../contract/codes.ts';
import type { Refusal } from './reasons.ts';

type Values = Record<string, unknown>;

/** Speeds a survey can observe, km/h; as the table's constraint. */
const SPEED = [1, 150] as const;

/** Broken rules of a record that is right field by field. Days are ISO text, so they compare as text. */
export function recordFaults(kind: ImportKind, values: Values, today: string): Refusal[] {
  const faults: Refusal[] = [];
  const text = (name: string): string | undefined =>
    typeof values[name] === 'string' ? values[name] : undefined;
  const number = (name: string): number | undefined =>
    typeof values[name] === 'number' ? values[name] : undefined;
  for (const field of ['occurredOn', 'seenOn', 'observedOn', 'foundOn', 'walkedOn']) {
    const day = text(field);
    if (day !== undefined && day > today) faults.push({ field, value: day, code: 'future_date' });
  }
  if (kind === 'accidents') {
    const precision = text('timePrecision');
    if (precision !== undefined && precision !== 'day' && text('occurredTime') === undefined) {
      faults.push({ field: 'timePrecision', value: precision, code: 'time_missing' });
    }
  }
  if (
    kind === 'spots' &&
    (number('minutesSeen') ?? 0) > (number('minutesWatched') ?? Number.POSITIVE_INFINITY)
  ) {
    faults.push({ field: 'minutesSeen', value: String(values.minutesSeen), code: 'minutes_seen' });
  }
  if (kind === 'units' && text('parentId') === text('id')) {
    faults.push({ field: 'parentId', value: text('id'), code: 'unknown_parent' });
  }
  if (kind === 'observations') {
    if ((text('gateKey') === undefined) === (text('routeKey') === undefined)) {
      faults.push({ field: 'gateKey', value: text('gateKey'), code: 'needs_gate_or_route' });
    }
    const [from, to] = [number('fromMetres'), number('toMetres')];
    if (from !== undefined && to !== undefined && to <= from) {
      faults.push({ field: 'toMetres', value: String(to), code: 'bad_stretch' });
    }
    const speed = number('value');
    if (text('code') === 'speed' && speed !== undefined && (speed < SPEED[0] || speed > SPEED[1])) {
      faults.push({ field: 'value', value: String(speed), code: 'bad_speed' });
    }
  }
  if (kind === 'walks' && text('schoolKey') === undefined && text('routeKey') === undefined) {
    faults.push({ field: 'routeKey', code: 'needs_school_or_route' });
  }
  const [found, due] = [text('foundOn'), text('dueOn')];
  if (kind === 'findings' && found !== undefined && due !== undefined && due < found) {
    faults.push({ field: 'dueOn', value: due, code: 'due_before_found' });
  }
  return faults;
}
