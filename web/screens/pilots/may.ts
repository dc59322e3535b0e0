// Who may do what on the pages of pilot schools.
import type { Session } from '../../../contract/account.ts';
import type { Role } from '../../../contract/codes.ts';

const roles = {
  decide: ['leader'],
  record: ['officer', 'planner'],
  compute: ['planner', 'administrator'],
  recognise: ['leader'],
} as const satisfies Record<string, readonly Role[]>;

/** Whether the person's roles include one that may act so; the server decides in the end. */
export function may({ grants }: Session, act: keyof typeof roles): boolean {
  const wanted: readonly Role[] = roles[act];
  return grants.some(({ role }) => wanted.includes(role));
}
