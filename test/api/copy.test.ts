// COPY in binary: what is written comes back, by SQL and by COPY.
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyIn, copyOut } from '../../server/db/copy.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

/** More than one piece of a megabyte. */
const COUNT = 20_000;
const ids = new Int32Array(randomBytes(16 * COUNT).buffer.slice(0, 16 * COUNT));

/** The table of numbers 0 …, each with its id, half of it, and an array of it as often as its remainder by 5. */
async function write(tx: Knex.Transaction): Promise<void> {
  await tx.raw(
    'create temp table written (n integer, id uuid, half double precision, ns integer[], halves double precision[], ids uuid[]) on commit drop',
  );
  await copyIn(tx, 'written', {
    count: COUNT,
    put: (into, n) => {
      into.fields(6);
      into.integer(n);
      into.uuid(ids, n * 4);
      into.double(n / 2);
      into.array('integer', n % 5, () => into.integer(n));
      into.array('double', n % 5, (i) => into.double(n / 2 + i));
      into.array('uuid', n % 5, () => into.uuid(ids, n * 4));
    },
  });
}

test('rows with arrays are written as they are', async () => {
  await app.context.db.transaction(async (tx) => {
    await write(tx);
    const { rows } = await tx.raw(
      `select count(*)::int as rows, sum(n)::int as n, sum(half) as half, sum(cardinality(ns))::int as elements,
              bool_and(ns = array_fill(n, array[n % 5])) as ns, bool_and(ids = array_fill(id, array[n % 5])) as ids,
              bool_and(halves = array(select half + i from generate_series(0, n % 5 - 1) i)) as halves
         from written`,
    );
    const sum = (COUNT * (COUNT - 1)) / 2;
    expect(rows).toEqual([
      { rows: COUNT, n: sum, half: sum / 2, elements: 2 * COUNT, ns: true, ids: true, halves: true },
    ]);
  });
});

test('rows are read field by field', async () => {
  await app.context.db.transaction(async (tx) => {
    await write(tx);
    const words: number[] = [];
    let halves = 0;
    await copyOut(tx, 'select id, half from written order by n', (row) => {
      const { start, end } = row.run();
      for (let at = start; at < end; at += 4) words.push(row.bytes.getInt32(at));
      halves += row.double();
    });
    // Not element by element: what differs would take minutes to print.
    expect(Buffer.from(new Int32Array(words).buffer).equals(Buffer.from(ids.buffer))).toBe(true);
    expect(halves).toBe((COUNT * (COUNT - 1)) / 4);
  });
});

test('a null is refused, and the transaction can go on', async () => {
  await app.context.db.transaction(async (tx) => {
    await expect(copyOut(tx, 'select null::float8', (row) => row.double())).rejects.toThrow(
      'a field is null',
    );
    expect(await tx.raw('select 1 as one')).toMatchObject({ rows: [{ one: 1 }] });
  });
});

test('rows that the database refuses end the sending, and the connection goes on', async () => {
  const refused = app.context.db.transaction(async (tx) => {
    await tx.raw('create temp table narrow (n integer check (n < 10)) on commit drop');
    await copyIn(tx, 'narrow', {
      count: 1_000_000,
      put: (into, n) => {
        into.fields(1);
        into.integer(n);
      },
    });
  });
  await expect(refused).rejects.toMatchObject({ code: '23514' });
  expect(await app.context.db.raw('select 1 as one')).toMatchObject({ rows: [{ one: 1 }] });
});

test('rows that cannot be made leave nothing behind', async () => {
  const unmade = new Error('on purpose');
  await app.context.db.transaction(async (tx) => {
    await tx.raw('create temp table half (n integer) on commit drop');
    await tx.raw('savepoint before');
    const sent = copyIn(tx, 'half', {
      count: 1_000_000,
      put: (into, n) => {
        if (n === 500_000) throw unmade;
        into.fields(1);
        into.integer(n);
      },
    });
    await expect(sent).rejects.toBe(unmade);
    await tx.raw('rollback to savepoint before');
    expect(await tx.raw('select count(*)::int as rows from half')).toMatchObject({ rows: [{ rows: 0 }] });
  });
});
