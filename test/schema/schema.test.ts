// The schema keeps its promises: indexes under every foreign key and geometry, words for every rule, rows under policies.
import knexFactory from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWords } from '../../server/db/errors.ts';
import { markLeakproof } from '../../server/db/leakproof.ts';
import type { Database } from '../../server/db/open.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function names(sql: string): Promise<string[]> {
  const { rows } = await database.knex.raw<{ rows: { name: string }[] }>(sql);
  return rows.map((row) => row.name);
}

/** Tables that are ours: not PostGIS's, not the migration's own. */
const ours = `c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') and c.relname not like 'knex%'`;

describe('schema', () => {
  it('has an index that starts with the columns of every foreign key', async () => {
    const bare = await names(`
      select k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
       where k.contype = 'f' and ${ours}
         and not exists (select from pg_index i where i.indrelid = k.conrelid
                          and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
       order by 1`);
    expect(bare).toEqual([]);
    expect(
      (
        await names(
          `select k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'f' and ${ours}`,
        )
      ).length,
    ).toBeGreaterThan(40);
  });

  it('has a GiST index on every geometry column', async () => {
    const bare = await names(`
      select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       where a.atttypid = 'geometry'::regtype and ${ours}
         and not exists (select from pg_index i join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
                          where i.indrelid = c.oid and m.amname = 'gist' and a.attnum = any (i.indkey::int2[]))
       order by 1`);
    expect(bare).toEqual([]);
  });

  it('has words in both languages for every check', async () => {
    const checks = await names(`
      select k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'c' and ${ours} order by 1`);
    expect(checks.length).toBeGreaterThan(40);
    expect(checks.filter((name) => checkWords[name] === undefined)).toEqual([]);
    expect(Object.keys(checkWords).filter((name) => !checks.includes(name))).toEqual([]);
  });

  it('names every place rule so that it becomes the right problem', async () => {
    const rules = await names(`
      select distinct p.proname || ' ' || substring(p.prosrc from $r$constraint = '(\\w+)'$r$) as name
        from pg_trigger t join pg_proc p on p.oid = t.tgfoid where p.prosrc like '%outside the territory%'`);
    expect(rules.length).toBeGreaterThanOrEqual(10);
    for (const rule of rules) expect(rule).toMatch(/^(\w+_(location|path|zone)_in_territory) \1$/);
  });

  it('puts every table under forced row security', async () => {
    expect(
      await names(
        `select c.relname as name from pg_class c where ${ours} and not (c.relrowsecurity and c.relforcerowsecurity)`,
      ),
    ).toEqual([]);
  });

  it('lets the application role write no result and read no secret', async () => {
    const { rows } = await database.knex.raw<{ rows: { table: string; privilege: string }[] }>(`
      select table_name as table, privilege_type as privilege from information_schema.role_table_grants
       where grantee = 'cong_an_toan_app' and (
         (table_name in (select table_name from information_schema.columns
                          where table_schema = 'public' and column_name = 'run_id') and privilege_type <> 'SELECT')
         or (table_name in ('session', 'invitation') and privilege_type <> 'INSERT'))`);
    expect(rows).toEqual([]);
    await expect(
      database.knex.transaction(async (tx) => {
        await tx.raw("select begin_scope('00000000-0000-0000-0000-000000000000', '2026-01-01')");
        await tx.raw('select password_hash from account');
      }),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('knows the VN-2000 zones of the provinces', async () => {
    // Official pair of Lý Sơn (TT 37/2019/TT-BGTVT): WGS 84 and VN-2000 differ by about 225 m.
    const { rows } = await database.knex.raw<{ rows: { zones: number; shift: number }[] }>(`
      select (select count(*) from spatial_ref_sys where srid between 9205 and 9218)::int as zones,
             ST_Distance(ST_Transform(ST_SetSRID(ST_MakePoint(108.5, 15.12), 4326), 9218), ST_SetSRID(ST_MakePoint(500000, 1672360), 9218)) as shift`);
    expect(rows[0]?.zones).toBe(14);
    // On its central meridian the point lies near the false easting, moved by the datum shift only.
    expect(rows[0]?.shift).toBeGreaterThan(150);
    expect(rows[0]?.shift).toBeLessThan(400);
  });

  it('serves a map query from the GiST index below row security', async () => {
    await markLeakproof(database.knex);
    const plan = await database.knex.transaction(async (tx) => {
      await tx.raw("select begin_scope('00000000-0000-0000-0000-000000000000', '2026-01-01')");
      await tx.raw('set local enable_seqscan = off');
      await tx.raw('set local enable_indexscan = on');
      const { rows } = await tx.raw<{ rows: { 'QUERY PLAN': string }[] }>(
        'explain select id from accident where location && ST_MakeEnvelope(108.6, 15, 108.8, 15.2, 4326)',
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/accident_location_idx/);
    expect(plan).toMatch(/Index Cond: \(location &&/);
  });
});

const hasServer = Boolean(process.env.DATABASE_URL);
if (!hasServer) console.warn('SKIPPED: a login without superuser rights needs DATABASE_URL');

describe.runIf(hasServer)('a login that is no superuser', () => {
  it('is told which statements a superuser must run, and needs nothing more once they have run', async () => {
    const { knex } = database;
    const login = `cat_plain_${Date.now().toString(36)}`;
    await knex.raw('create role ?? login', [login]);
    const plain = knexFactory({
      client: 'pg',
      connection: await asLogin(knex, login),
      pool: { min: 0, max: 1 },
    });
    try {
      await markLeakproof(knex);
      await expect(markLeakproof(plain)).resolves.toBeUndefined();
      await knex.raw(
        'alter function st_dwithin(geography, geography, double precision, boolean) not leakproof',
      );
      await expect(markLeakproof(plain)).rejects.toThrow(
        /Let a superuser run this once[\s\S]*alter function st_dwithin/,
      );
    } finally {
      await plain.destroy();
      await knex.raw('drop role ??', [login]);
    }
  });
});

async function asLogin(knex: Database['knex'], user: string): Promise<string> {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>('select current_database() as name');
  const url = new URL(String(process.env.DATABASE_URL));
  url.username = user;
  url.pathname = `/${rows[0]?.name}`;
  return url.href;
}
