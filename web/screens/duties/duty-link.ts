// What the address of the work list says: which kind of work, and the filter of findings.
import { z } from 'zod';
import { FindingOwner, FindingState } from '../../../contract/codes.ts';

export const dutyTabs = ['findings', 'spots', 'coverage'] as const;
const Tab = z.enum(dutyTabs);

/** Not verified yet: what was done still has to be looked at, what was refused has to be asked for again. */
const unfinished = FindingState.options.filter((state) => state !== 'verified');

/** `state` null: whatever is unfinished. */
export type DutyLink = {
  tab: z.infer<typeof Tab>;
  owner: FindingOwner | null;
  school: string | null;
  reason: string | null;
  state: FindingState | 'all' | null;
};

const Link = z.object({
  tab: Tab.catch('findings'),
  owner: FindingOwner.nullable().catch(null),
  school: z.uuid().nullable().catch(null),
  reason: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .nullable()
    .catch(null),
  state: z
    .enum([...FindingState.options, 'all'])
    .nullable()
    .catch(null),
});

export function readDuties(raw: Record<string, unknown>): DutyLink {
  const { tab, owner = null, school = null, reason = null, state = null } = raw;
  return Link.parse({ tab, owner, school, reason, state });
}

export function writeDuties({ tab, ...filter }: DutyLink): Record<string, string> {
  const values: Record<string, string> = tab === 'findings' ? {} : { tab };
  for (const [key, value] of Object.entries(filter)) if (value !== null) values[key] = value;
  return values;
}

/** The states that a link asks for. */
export function statesOf({ state }: Pick<DutyLink, 'state'>): readonly FindingState[] {
  if (state === null) return unfinished;
  return state === 'all' ? FindingState.options : [state];
}
