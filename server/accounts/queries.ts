// All SQL of accounts, invitations, grants and sessions.
import type { Knex } from 'knex';
import type { Grant, Session } from '../../contract/account.ts';
import type { Role } from '../../contract/codes.ts';
import type { BoundingBox } from '../../contract/geometry.ts';
import { writeAudit } from '../audit.ts';

export type StoredAccount = { id: string; login: string; displayName: string; passwordHash: string | null };

/** The account of a login that is not disabled; system scope only. */
export async function findAccount(tx: Knex.Transaction, login: string): Promise<StoredAccount | undefined> {
  return tx('account')
    .select('id', 'login', 'display_name as displayName', 'password_hash as passwordHash')
    .where({ login })
    .whereNull('disabled_at')
    .first<StoredAccount | undefined>();
}

export async function createSession(
  tx: Knex.Transaction,
  session: { tokenHash: Buffer; accountId: string; deviceLabel: string | null; now: Date; expiresAt: Date },
): Promise<void> {
  await tx('session').insert({
    token_hash: session.tokenHash,
    account_id: session.accountId,
    device_label: session.deviceLabel,
    created_at: session.now,
    last_seen_at: session.now,
    expires_at: session.expiresAt,
  });
  await writeAudit(tx, {
    at: session.now,
    accountId: session.accountId,
    action: 'sign-in',
    table: 'session',
    recordId: session.accountId,
  });
}

/** Ends a session; system scope only. */
export async function revokeSession(
  tx: Knex.Transaction,
  tokenHash: Buffer,
  accountId: string,
  now: Date,
): Promise<void> {
  await tx('session').where({ token_hash: tokenHash }).whereNull('revoked_at').update({ revoked_at: now });
  await writeAudit(tx, { at: now, accountId, action: 'sign-out', table: 'session', recordId: accountId });
}

const grantsOf = `(
  select coalesce(json_agg(json_build_object('role', g.role, 'unitId', g.unit_id, 'unitName', u.full_name,
           'validFrom', g.valid_from, 'validTo', g.valid_to) order by g.role, g.unit_id), '[]')
    from role_grant g join unit u on u.id = g.unit_id
   where g.account_id = a.id and g.valid_from <= :today::date and (g.valid_to is null or g.valid_to >= :today::date))`;

type SessionRow = {
  id: string;
  login: string;
  displayName: string;
  grants: Grant[];
  territory: Session['territory'];
  invented: boolean;
  home: BoundingBox | null;
};

const box = (geometry: string) =>
  `json_build_array(ST_XMin(${geometry}), ST_YMin(${geometry}), ST_XMax(${geometry}), ST_YMax(${geometry}))`;

/** What the signed-in person's pages start from. Null when the account is gone. */
export async function describeSession(
  tx: Knex.Transaction,
  accountId: string,
  today: string,
): Promise<Session | null> {
  const { rows } = await tx.raw<{ rows: SessionRow[] }>(
    `with here as (
       -- where the schools one may see stand; else the borders of one's units
       select coalesce(
         (select ST_Expand(ST_Extent(s.location)::geometry, 0.004) from school s),
         (select ST_Extent(u.boundary)::geometry from unit u join role_grant g on g.unit_id = u.id
           where g.account_id = :accountId)) as home)
     select a.id, a.login, a.display_name as "displayName", ${grantsOf} as grants, t.invented,
            json_build_object('code', t.code, 'name', t.name, 'metricSrid', t.metric_srid, 'timeZone', t.time_zone,
                              'credits', t.credits, 'bounds', ${box('t.bounds')}) as territory,
            case when here.home is null then null else ${box('here.home')} end as home
       from account a, territory t, here
      where a.id = :accountId`,
    { accountId, today },
  );
  const row = rows[0];
  if (row === undefined) return null;
  const bounds = row.home ?? row.territory.bounds;
  const [west, south, east, north] = bounds;
  return {
    account: { id: row.id, login: row.login, displayName: row.displayName },
    grants: row.grants,
    home: { bounds, centre: [(west + east) / 2, (south + north) / 2] },
    territory: row.territory,
    invented: row.invented,
    today,
  };
}

export type AccountListItem = {
  id: string;
  login: string;
  displayName: string;
  disabled: boolean;
  invited: boolean;
  grants: Grant[];
};

export async function listAccounts(tx: Knex.Transaction, today: string): Promise<AccountListItem[]> {
  const { rows } = await tx.raw<{ rows: AccountListItem[] }>(
    `select a.id, a.login, a.display_name as "displayName", a.disabled_at is not null as disabled,
            not account_has_password(a.id) as invited, ${grantsOf} as grants
       from account a order by a.login limit 1000`,
    { today },
  );
  return rows;
}

export type Invitation = {
  accountId: string;
  login: string;
  displayName: string;
  grants: { id: string; role: Role; unitId: string; validFrom: string; validTo: string | null }[];
  tokenHash: Buffer;
  expiresAt: Date;
  now: Date;
  invitedBy: string | null;
};

/** Adds an account with its grants and an invitation, all or nothing. */
export async function createInvitation(tx: Knex.Transaction, invitation: Invitation): Promise<void> {
  const { accountId, invitedBy, now } = invitation;
  await tx.raw(
    'insert into account (id, login, display_name, created_at) values (:accountId, :login, :displayName, :now)',
    { accountId, login: invitation.login, displayName: invitation.displayName, now },
  );
  for (const grant of invitation.grants) {
    await tx.raw(
      `insert into role_grant (id, account_id, role, unit_id, valid_from, valid_to, granted_by)
       values (:id, :accountId, :role, :unitId, :validFrom, :validTo, :invitedBy)`,
      { ...grant, accountId, invitedBy },
    );
  }
  await tx.raw(
    `insert into invitation (token_hash, account_id, created_by, created_at, expires_at)
     values (:tokenHash, :accountId, :invitedBy, :now, :expiresAt)`,
    { tokenHash: invitation.tokenHash, accountId, invitedBy, now, expiresAt: invitation.expiresAt },
  );
  await writeAudit(tx, {
    at: now,
    accountId: invitedBy,
    action: 'invite',
    table: 'account',
    recordId: accountId,
    unitId: invitation.grants[0]?.unitId ?? null,
    detail: { grants: invitation.grants.map(({ role, unitId }) => ({ role, unitId })) },
  });
}

/** Uses an invitation up and sets the password; false when it was used or has expired. System scope only. */
export async function acceptInvitation(
  tx: Knex.Transaction,
  accepted: { tokenHash: Buffer; passwordHash: string; now: Date },
): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: { accountId: string }[] }>(
    `update invitation set used_at = :now
      where token_hash = :tokenHash and used_at is null and expires_at > :now returning account_id as "accountId"`,
    { tokenHash: accepted.tokenHash, now: accepted.now },
  );
  const accountId = rows[0]?.accountId;
  if (accountId === undefined) return false;
  await tx('account').where({ id: accountId }).update({ password_hash: accepted.passwordHash });
  await writeAudit(tx, {
    at: accepted.now,
    accountId,
    action: 'accept-invitation',
    table: 'account',
    recordId: accountId,
  });
  return true;
}
