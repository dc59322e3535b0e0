// Accounts, sessions and what an account may see: operations of signing in and of inviting people.
import { z } from 'zod';
import { Day, Role, SchoolLevel, UnitId } from './codes.ts';
import { BoundingBox, Position } from './geometry.ts';
import { operation } from './operation.ts';

export const Login = z.string().trim().toLowerCase().min(3).max(100);
/** Length is what counts (NIST SP 800-63B): at least 10 characters, no composition rules. */
export const Password = z.string().min(10).max(200);

export const Grant = z
  .object({ role: Role, unitId: UnitId, unitName: z.string(), validFrom: Day, validTo: Day.nullable() })
  .meta({ id: 'Grant' });
export type Grant = z.infer<typeof Grant>;

/** The installation: where it is, which frame its metres are in, and its school clock. */
export const Territory = z
  .object({
    code: z.string(),
    name: z.string(),
    metricSrid: z.number().int(),
    timeZone: z.string(),
    bounds: BoundingBox,
    /** Whose data is shown, for the line on the map, e.g. "© OpenStreetMap contributors". */
    credits: z.array(z.string()),
  })
  .meta({ id: 'Territory' });
export type Territory = z.infer<typeof Territory>;

export const Session = z
  .object({
    account: z.object({ id: z.uuid(), login: z.string(), displayName: z.string() }),
    grants: z.array(Grant),
    /** Where the map opens: the box of the units in scope, or of the territory. */
    home: z.object({ bounds: BoundingBox, centre: Position }),
    territory: Territory,
    /** True when the whole installation holds invented data (the demo town). */
    invented: z.boolean(),
    today: Day,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const signIn = operation({
  name: 'signIn',
  method: 'post',
  path: '/api/session',
  may: 'public',
  summary: 'Sign in with login and password; sets the session cookie',
  body: z.object({
    login: Login,
    password: z.string().min(1).max(200),
    deviceLabel: z.string().max(100).optional(),
  }),
  reply: Session,
});

export const getSession = operation({
  name: 'getSession',
  method: 'get',
  path: '/api/session',
  may: 'signed-in',
  summary: 'Who is signed in, with roles, units and territory',
  reply: Session,
});

export const signOut = operation({
  name: 'signOut',
  method: 'delete',
  path: '/api/session',
  may: 'signed-in',
  summary: 'End this session',
});

export const inviteAccount = operation({
  name: 'inviteAccount',
  method: 'post',
  path: '/api/invitations',
  may: 'account.manage',
  summary: 'Invite a person: gives a link that works once, for seven days',
  body: z.object({
    id: z.uuid(),
    login: Login,
    displayName: z.string().trim().min(1).max(100),
    grants: z
      .array(z.object({ role: Role, unitId: UnitId, validFrom: Day, validTo: Day.optional() }))
      .min(1)
      .max(20),
  }),
  reply: z.object({ accountId: z.uuid(), token: z.string(), expiresAt: z.iso.datetime() }),
});

export const acceptInvitation = operation({
  name: 'acceptInvitation',
  method: 'post',
  path: '/api/invitations/accept',
  may: 'public',
  summary: 'Set the password of an invited account',
  body: z.object({ token: z.string().min(20).max(100), password: Password }),
});

export const listAccounts = operation({
  name: 'listAccounts',
  method: 'get',
  path: '/api/accounts',
  may: 'account.manage',
  summary: 'Accounts with a role in the units one administers',
  reply: z.object({
    accounts: z.array(
      z.object({
        id: z.uuid(),
        login: z.string(),
        displayName: z.string(),
        disabled: z.boolean(),
        invited: z.boolean(),
        grants: z.array(Grant),
      }),
    ),
  }),
});

export const Unit = z
  .object({
    id: UnitId,
    kind: z.enum(['nation', 'province', 'legacy_district', 'commune']),
    parentId: UnitId.nullable(),
    name: z.string(),
    fullName: z.string(),
    validFrom: Day,
    validTo: Day.nullable(),
    bounds: BoundingBox.nullable(),
    levels: z.array(SchoolLevel).optional(),
  })
  .meta({ id: 'Unit' });
export type Unit = z.infer<typeof Unit>;

export const listUnits = operation({
  name: 'listUnits',
  method: 'get',
  path: '/api/units',
  may: 'facts.read',
  summary: 'Units in scope, valid today',
  reply: z.object({ units: z.array(Unit) }),
});
