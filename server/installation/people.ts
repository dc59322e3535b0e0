// The demo town's people: one of each role, with passwords that are printed at start. Only ever in an invented installation.
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Role } from '../../contract/codes.ts';
import { hashPassword } from '../accounts/password.ts';
import { acceptInvitation, createInvitation } from '../accounts/queries.ts';
import { hashToken, newToken } from '../http/session.ts';

export type DemoPerson = { login: string; displayName: string; role: Role; unitId: string; password: string };

const password = 'cong-an-toan-demo';

/** Ids of the invented units of the demo town. */
export const demoPeople: DemoPerson[] = [
  {
    login: 'canbo.anbinh',
    displayName: 'Cán bộ công an xã An Bình',
    role: 'officer',
    unitId: 'ZZ-01',
    password,
  },
  {
    login: 'canbo.hoalac',
    displayName: 'Cán bộ công an phường Hòa Lạc',
    role: 'officer',
    unitId: 'ZZ-02',
    password,
  },
  { login: 'quyhoach', displayName: 'Chuyên viên quy hoạch PC08', role: 'planner', unitId: 'ZZ', password },
  { login: 'lanhdao', displayName: 'Lãnh đạo Công an tỉnh', role: 'leader', unitId: 'ZZ', password },
  { login: 'quantri', displayName: 'Quản trị hệ thống', role: 'administrator', unitId: 'ZZ', password },
];

/** Adds an account that can sign in at once: an invitation given and accepted in one go. System scope. */
export async function addAccount(tx: Knex.Transaction, person: DemoPerson, now: Date): Promise<void> {
  const tokenHash = hashToken(newToken());
  await createInvitation(tx, {
    accountId: randomUUID(),
    login: person.login,
    displayName: person.displayName,
    grants: [
      { id: randomUUID(), role: person.role, unitId: person.unitId, validFrom: '2020-01-01', validTo: null },
    ],
    tokenHash,
    expiresAt: new Date(now.getTime() + 60_000),
    now,
    invitedBy: null,
  });
  await acceptInvitation(tx, { tokenHash, passwordHash: await hashPassword(person.password), now });
}
