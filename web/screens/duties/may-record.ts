// Who may record steps on the pages of the work list.
import type { Session } from '../../../contract/account.ts';

/** Whether the person's roles include one that records steps; the server decides in the end. */
export function mayRecord({ grants }: Session): boolean {
  return grants.some(({ role }) => role === 'officer' || role === 'planner');
}
