// Names and remarks of the waterfall's parts, the same in chart and table.
import { z } from 'zod';
import type { Preset } from '../../../contract/preset.ts';
import type { RiskPart } from '../../../contract/risk.ts';
import type { Run } from '../../../contract/run.ts';
import { RiskRunParameters } from '../../../contract/run-parameters.ts';
import { formatDay } from '../../format.ts';
import { lookUp, lowerFirst, type Words } from '../../text/words.ts';
import type { WaterfallKind } from './waterfall-steps.ts';

const groupKeys = {
  base: 'waterfall.base',
  attribute: 'waterfall.attributes',
  accident: 'waterfall.accidents',
  neighbour_accidents: 'waterfall.neighbours',
} as const;

export function groupName(kind: WaterfallKind, { t }: Words): string {
  return t(groupKeys[kind]);
}

export function partName(part: RiskPart, words: Words): string {
  const { t } = words;
  if (part.accident !== undefined)
    return t('waterfall.accidentRow', {
      severity: t(`severity.${part.accident.severity}`),
      day: formatDay(part.accident.occurredOn),
    });
  if (part.neighbour !== undefined) {
    const { accidents, unitName } = part.neighbour;
    const counted = t('common.accidents', { count: accidents, shown: words.count(accidents) });
    // An accident may lie in no unit that is known.
    if (unitName === '') return t('waterfall.neighbourUnknown', { accidents: counted });
    return t('waterfall.neighbour', { accidents: counted, unit: unitName });
  }
  if (part.kind === 'base') return words.code('base', part.code);
  const [place, code] = part.code.split('.');
  if (code === undefined || (place !== 'gate' && place !== 'route'))
    return words.code('observation', part.code);
  return `${t(`place.${place}`)}: ${lowerFirst(words.code('observation', code))}`;
}

/**
 * The amount of one part. The predicted part is split among the factors by the size of their effect, also to those
 * that lower the risk: a share has no sign.
 */
export function partAmount({ kind, contribution }: RiskPart, digits: number, words: Words): string {
  return kind === 'attribute' ? words.part(contribution, digits) : words.change(contribution, digits);
}

/** Which way a factor works; how much an accident counts and why, or why it counts nothing. */
export function partNote({ accident, direction }: RiskPart, words: Words): string | null {
  const { t } = words;
  if (accident === undefined) return direction === undefined ? null : t(`direction.${direction}`);
  const distance =
    accident.distanceMetres === null
      ? ''
      : `${t('waterfall.distance', { distance: words.metres(accident.distanceMetres) })}. `;
  const start = distance.charAt(0).toUpperCase() + distance.slice(1);
  if (accident.weight === 0)
    return `${start}${t('waterfall.whyNot', { reason: reasonText(accident.reason, words) })}`;
  return (
    start +
    t('waterfall.counts', {
      weight: words.amount(accident.weight),
      space: words.part(accident.space, 2),
      age: words.part(accident.age, 2),
      relevance: words.part(accident.relevance, 2),
      quality: words.part(accident.quality, 2),
    })
  );
}

const SeverityWeights = z.object({ serious: z.number(), slight: z.number() });

/** What injuries count in a run, for one fatal accident; null while the list of weights has not come. */
export function weightsOf(
  run: Pick<Run, 'parameters'>,
  presets: readonly Preset[],
  words: Words,
): { serious: string; slight: string } | null {
  const parameters = RiskRunParameters.safeParse(run.parameters);
  const preset = presets.find(
    ({ kind, id }) => kind === 'severity_weights' && id === parameters.data?.weightsId,
  );
  const weights = SeverityWeights.safeParse(preset?.value);
  if (!weights.success) return null;
  const text = (weight: number): string => words.decimal(weight, String(weight).split('.')[1]?.length ?? 0);
  return { serious: text(weights.data.serious), slight: text(weights.data.slight) };
}

/** Reasons may come as several codes joined by commas; unknown text stays as it is. */
function reasonText(reason: string | null, words: Words): string {
  if (reason === null) return words.t('waterfall.reasonUnknown');
  return reason
    .split(',')
    .map((code) => lookUp('reason', code.trim(), words.t) ?? code.trim())
    .join(' ');
}
