// The legal rule that ships as the standard one, as the computations take it.
import { readFileSync } from 'node:fs';
import { standardLegalRule } from '../../contract/run-parameters.ts';
import type { LegalRule } from '../../server/hotspots/legal-rule.ts';
import { legalRule } from '../../server/presets/values.ts';

const { presets }: { presets: { id: string; value: unknown }[] } = JSON.parse(
  readFileSync(new URL('../../data/presets/legal-rules.json', import.meta.url), 'utf8'),
);

/** A rule of data/presets/legal-rules.json. */
export function shippedRule(id: string = standardLegalRule): LegalRule {
  return legalRule(id, presets.find((preset) => preset.id === id)?.value);
}
