// Signing in and out, invitations, and what a request without the right session or origin gets.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPassword, people, startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
beforeAll(async () => {
  town = await startTestApp();
});
afterAll(() => town.close());

const signIn = { login: people.planner, password: demoPassword };

describe('session', () => {
  it('signIn gives the person, the units and a cookie no script can read', async () => {
    const reply = await town
      .anybody()
      .post('/api/session')
      .set('Sec-Fetch-Site', 'same-origin')
      .send(signIn)
      .expect(200);
    expect(reply.body.account.login).toBe(people.planner);
    expect(reply.body.grants).toMatchObject([{ role: 'planner', unitId: 'ZZ' }]);
    expect(reply.body.today).toBe('2026-11-21');
    expect(reply.headers['set-cookie']?.[0]).toMatch(/^session=[\w-]{43}; .*HttpOnly; SameSite=Lax/);
  });

  it('signIn tells a wrong password and an unknown login alike', async () => {
    const wrong = await town
      .anybody()
      .post('/api/session')
      .set('Sec-Fetch-Site', 'same-origin')
      .send({ ...signIn, password: 'not this one' })
      .expect(401);
    const unknown = await town
      .anybody()
      .post('/api/session')
      .set('Sec-Fetch-Site', 'same-origin')
      .send({ ...signIn, login: 'nobody.here' })
      .expect(401);
    expect(wrong.body.type).toBe('/problems/wrong-password');
    expect({ ...unknown.body, instance: '' }).toEqual({ ...wrong.body, instance: '' });
    expect(wrong.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('answers 401 without a session and after signOut', async () => {
    await town.anybody().get('/api/session').expect(401);
    const client = town.anybody().set('Sec-Fetch-Site', 'same-origin');
    await client.post('/api/session').send(signIn).expect(200);
    await client.get('/api/session').expect(200);
    await client.delete('/api/session').expect(204);
    await client.get('/api/session').expect(401);
  });

  it('refuses a write from another site, with or without fetch metadata', async () => {
    const cross = await town
      .anybody()
      .post('/api/session')
      .set('Sec-Fetch-Site', 'cross-site')
      .send(signIn)
      .expect(403);
    expect(cross.body.type).toBe('/problems/foreign-origin');
    await town.anybody().post('/api/session').set('Origin', 'https://evil.example').send(signIn).expect(403);
    await town.anybody().post('/api/session').set('Cookie', 'session=abc').send(signIn).expect(403);
  });

  it('names the field, the value and the rule of bad input in both languages', async () => {
    const client = await town.as('planner');
    const reply = await client.get('/api/accidents?from=2026-13-01&limit=0').expect(422);
    expect(reply.body.errors).toHaveLength(2);
    expect(reply.body.errors[0]).toMatchObject({ pointer: '#/query/from' });
    expect(reply.body.errors[0].detail).toContain('"2026-13-01"');
    expect(reply.body.errors[1].detailEn).toContain('the least is 1');
    await client.post('/api/runs').set('content-type', 'application/json').send('{"id":').expect(400);
    await client.get('/api/nothing').expect(404);
  });

  it('inviteAccount, then acceptInvitation once, lets the person in with that role and no more', async () => {
    const admin = await town.as('admin');
    const id = '0b7f2a52-6c5e-4d0e-9a51-3a1d1f9f6a01';
    const grants = [{ role: 'officer', unitId: 'ZZ-02', validFrom: '2026-01-01' }];
    const invited = await admin
      .post('/api/invitations')
      .send({ id, login: 'moi.hoalac', displayName: 'Cán bộ mới', grants })
      .expect(200);
    const accept = { token: invited.body.token, password: 'mot mat khau dai' };
    await town
      .anybody()
      .post('/api/invitations/accept')
      .set('Sec-Fetch-Site', 'same-origin')
      .send(accept)
      .expect(204);
    await town
      .anybody()
      .post('/api/invitations/accept')
      .set('Sec-Fetch-Site', 'same-origin')
      .send(accept)
      .expect(410);
    const person = town.anybody().set('Sec-Fetch-Site', 'same-origin');
    await person.post('/api/session').send({ login: 'moi.hoalac', password: accept.password }).expect(200);
    const units = await person.get('/api/units').expect(200);
    expect(units.body.units.map((unit: { id: string }) => unit.id)).toEqual(['ZZ-02']);
    await person.get('/api/accounts').expect(403);
    await admin
      .post('/api/invitations')
      .send({ id: '0b7f2a52-6c5e-4d0e-9a51-3a1d1f9f6a02', login: 'moi.hoalac', displayName: 'Trùng', grants })
      .expect(409);
  });

  it('lets no administrator give a role outside the own units', async () => {
    const admin = await town.as('admin');
    const grants = [{ role: 'administrator', unitId: 'VN', validFrom: '2026-01-01' }];
    const reply = await admin
      .post('/api/invitations')
      .send({
        id: '0b7f2a52-6c5e-4d0e-9a51-3a1d1f9f6a03',
        login: 'qua.quyen',
        displayName: 'Quá quyền',
        grants,
      })
      .expect(403);
    expect(reply.body.type).toBe('/problems/outside-unit');
    const accounts = await admin.get('/api/accounts').expect(200);
    expect(accounts.body.accounts.map((account: { login: string }) => account.login)).not.toContain(
      'qua.quyen',
    );
  });

  it('ends a session on its day or with its account, and notes its use once an hour', async () => {
    const client = town.anybody().set('Sec-Fetch-Site', 'same-origin');
    const signedIn = await client
      .post('/api/session')
      .send({ login: people.leader, password: demoPassword })
      .expect(200);
    const { id } = signedIn.body.account;
    const now = town.context.clock();
    const alter = (sql: string) =>
      town.context.db.transaction(async (tx) => {
        await tx.raw('select begin_system_scope()');
        const { rows } = await tx.raw<{ rows: { seen: string; ends: string }[] }>(sql, { id, now });
        return rows;
      });
    const noted = `select (:now::timestamptz - last_seen_at)::text as seen, (expires_at - :now::timestamptz)::text as ends
                     from session where account_id = :id order by created_at desc limit 1`;
    const lastSeen = (ago: string) =>
      alter(`update session set last_seen_at = :now::timestamptz - interval '${ago}',
                                expires_at = :now::timestamptz + interval '1 day' where account_id = :id`);
    await lastSeen('59 minutes');
    await client.get('/api/session').expect(200);
    expect(await alter(noted)).toMatchObject([{ seen: '00:59:00', ends: '1 day' }]);
    await lastSeen('61 minutes');
    await client.get('/api/session').expect(200);
    expect(await alter(noted)).toMatchObject([{ seen: '00:00:00', ends: '60 days' }]);
    await alter('update account set disabled_at = :now where id = :id');
    await client.get('/api/session').expect(401);
    await alter('update account set disabled_at = null where id = :id');
    await client.get('/api/session').expect(200);
    await alter('update session set expires_at = :now where account_id = :id');
    await client.get('/api/session').expect(401);
  });

  it('ends a role on its day', async () => {
    await town.context.db.transaction(async (tx) => {
      await tx.raw('select begin_system_scope()');
      await tx.raw(
        `update role_grant set valid_to = '2026-11-20' where account_id = (select id from account where login = ?)`,
        [people.officerB],
      );
    });
    const officer = await town.as('officerB');
    await officer.get('/api/schools').expect(403);
  });
});
