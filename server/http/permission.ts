// What each role may do. Where it may do it is the business of row security.

import type { Role } from '../../contract/codes.ts';
import type { Permission } from '../../contract/operation.ts';

const allowed: Record<Role, readonly Permission[]> = {
  officer: [
    'facts.read',
    'facts.write',
    'spot.write',
    'run.read',
    'export.read',
    'plan.write',
    'plan.state',
    'model.state',
  ],
  planner: [
    'facts.read',
    'facts.write',
    'spot.write',
    'import.read',
    'import.write',
    'run.read',
    'run.write',
    'export.read',
    'plan.write',
    'plan.state',
    'catalogue.write',
    'model.state',
  ],
  leader: [
    'facts.read',
    'run.read',
    'export.read',
    'plan.state',
    'plan.approve',
    'pilot.decide',
    'model.state',
    'model.recognise',
  ],
  administrator: [
    'facts.read',
    'import.read',
    'import.write',
    'run.read',
    'run.write',
    'export.read',
    'catalogue.write',
    'account.manage',
    'outbox.import',
  ],
};

/** Whether any of the roles gives the permission. */
export function mayDo(roles: Iterable<Role>, wanted: Permission): boolean {
  if (wanted === 'public' || wanted === 'signed-in') return true;
  for (const role of roles) if (allowed[role].includes(wanted)) return true;
  return false;
}
