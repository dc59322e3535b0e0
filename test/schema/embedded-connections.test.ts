// Many connections on the one backend of the embedded database: turns, transactions, and clients that misbehave.
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Embedded, startEmbedded } from '../../server/db/embedded/supervisor.ts';
import { embeddedTemplate } from '../../server/db/embedded/template.ts';
import {
  finalState,
  fromClient,
  message,
  serverMessages,
  simpleQuery,
  startupMessage,
} from '../../server/db/embedded/wire.ts';
import { embeddedKnex } from '../../server/db/open.ts';

const migrations = new URL('../../migrations/', import.meta.url);
const idleOwnerMs = 300;
const maxCopyBytes = 10_000;

let embedded: Embedded;
let knex: ReturnType<typeof embeddedKnex>;

beforeAll(async () => {
  embedded = await startEmbedded({ template: await embeddedTemplate(migrations), idleOwnerMs, maxCopyBytes });
  knex = embeddedKnex(embedded, 8);
});
afterAll(async () => {
  await knex?.destroy();
  await embedded?.close();
});
beforeEach(async () => {
  await knex.raw('create table note (id int constraint note_id_unique primary key, text text not null)');
});
afterEach(async () => {
  await knex.raw('drop table note');
});

const ids = (): Promise<number[]> => knex('note').orderBy('id').pluck('id');

/** A client of its own, and its stream, which a test may cut. */
async function connect() {
  const stream = embedded.stream();
  const client = new pg.Client({ stream: () => stream, user: 'postgres', database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  return { client, stream };
}

/** Sends raw messages and gives the answer up to and including ReadyForQuery, as message types and text. */
async function exchange(messages: Buffer[]): Promise<{ types: string; text: string }> {
  const stream = embedded.stream();
  stream.connect();
  await new Promise((resolve) => stream.once('connect', resolve));
  const ask = (bytes: Buffer) =>
    new Promise<Buffer>((resolve) => {
      let answer = Buffer.alloc(0);
      const collect = (data: Buffer) => {
        answer = Buffer.concat([answer, data]);
        if (finalState(answer) === null) return;
        stream.off('data', collect);
        resolve(answer);
      };
      stream.on('data', collect);
      stream.write(bytes);
    });
  await ask(startupMessage('postgres', 'postgres'));
  const answer = await ask(Buffer.concat(messages));
  stream.destroy();
  const types = [...serverMessages(answer)].map(({ type }) => String.fromCharCode(type)).join('');
  return { types, text: answer.toString('utf8') };
}

describe('transactions', () => {
  test('commit and roll back', async () => {
    await knex.transaction((trx) => trx('note').insert({ id: 1, text: 'kept' }));
    const failed = knex.transaction(async (trx) => {
      await trx('note').insert({ id: 2, text: 'lost' });
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await ids()).toEqual([1]);
  });

  test('savepoints undo only their own part', async () => {
    await knex.transaction(async (outer) => {
      await outer('note').insert({ id: 1, text: 'outer' });
      const inner = outer.transaction(async (trx) => {
        await trx('note').insert({ id: 2, text: 'inner' });
        await trx('note').insert({ id: 1, text: 'twice' });
      });
      await expect(inner).rejects.toMatchObject({ code: '23505' });
      await outer('note').insert({ id: 3, text: 'outer again' });
    });
    expect(await ids()).toEqual([1, 3]);
  });

  test('fifty at once do not mix', async () => {
    await knex('note').insert({ id: 0, text: '0' });
    const addOne = () =>
      knex.transaction(async (trx) => {
        const row = await trx('note').where({ id: 0 }).first('text');
        await trx('note')
          .where({ id: 0 })
          .update({ text: String(Number(row.text) + 1) });
      });
    await Promise.all(Array.from({ length: 50 }, addOne));
    expect(await knex('note').first('text')).toEqual({ text: '50' });
  });

  test('hold an SQL cursor', async () => {
    await knex.raw("insert into note select n, 'x' from generate_series(1, 10) n");
    const sizes = await knex.transaction(async (trx) => {
      await trx.raw('declare some_notes cursor for select id from note order by id');
      const fetched = [];
      for (const _ of [1, 2, 3]) fetched.push(await trx.raw('fetch 4 from some_notes'));
      return fetched.map((reply) => reply.rows.length);
    });
    expect(sizes).toEqual([4, 4, 2]);
  });
});

test('errors carry their code and the name of the constraint, and the connection goes on', async () => {
  await knex('note').insert({ id: 1, text: 'a' });
  const twice = knex('note').insert({ id: 1, text: 'b' });
  await expect(twice).rejects.toMatchObject({ code: '23505', constraint: 'note_id_unique' });
  const empty = knex('note').insert({ id: 2 });
  await expect(empty).rejects.toMatchObject({ code: '23502', column: 'text' });
  expect(await ids()).toEqual([1]);
});

test('a function that calls itself without end gets an error, not a dead engine', async () => {
  await knex.raw(
    "create function again(i int) returns int language plpgsql as 'begin return again(i + 1); end'",
  );
  await expect(knex.raw('select again(1)')).rejects.toMatchObject({ code: '54001' });
  await knex.raw('drop function again(int)');
});

describe('an owner that does nothing', () => {
  test('who uses the pool inside a transaction is told so, and can go on', async () => {
    const started = Date.now();
    const mistaken = knex.transaction(async (trx) => {
      await trx('note').insert({ id: 1, text: 'in the transaction' });
      await knex('note').insert({ id: 2, text: 'beside it' });
    });
    await expect(mistaken).rejects.toThrow('the pool was probably used inside a transaction');
    expect(Date.now() - started).toBeLessThan(10 * idleOwnerMs);
    expect(await ids()).toEqual([]);
  });

  test('one that stays idle is hung up, and its work rolled back', async () => {
    const { client } = await connect();
    await client.query('begin');
    await client.query("insert into note values (1, 'forgotten')");
    const hungUp = new Promise<Error>((resolve) => client.once('error', resolve));
    await expect(ids()).rejects.toMatchObject({ code: '55P03' });
    expect(await hungUp).toMatchObject({ code: '25P03' });
    expect(await ids()).toEqual([]);
  });

  test('one that is only slow is left alone when nobody waits', async () => {
    await knex.transaction(async (trx) => {
      await trx('note').insert({ id: 1, text: 'slow' });
      await new Promise((resolve) => setTimeout(resolve, 3 * idleOwnerMs));
    });
    expect(await ids()).toEqual([1]);
  });
});

test('a client that vanishes in a transaction is rolled back, and the others go on', async () => {
  const { client, stream } = await connect();
  await client.query('begin');
  await client.query("insert into note values (1, 'unfinished')");
  const waiting = ids();
  stream.destroy();
  expect(await waiting).toEqual([]);
});

test('a client that vanishes in an unfinished pipeline does not keep the backend', async () => {
  const stream = embedded.stream();
  stream.connect();
  await new Promise((resolve) => stream.once('connect', resolve));
  const parse = message(fromClient.parse, Buffer.from("\0insert into note values (1, 'x')\0\0\0"));
  stream.write(Buffer.concat([startupMessage('postgres', 'postgres'), parse, message(fromClient.flush)]));
  await new Promise((resolve) => stream.once('data', resolve));
  stream.destroy();
  expect(await ids()).toEqual([]);
});

describe('COPY FROM STDIN', () => {
  const copy = simpleQuery('copy note from stdin');
  const rows = (text: string) => message(fromClient.copyData, text);
  const done = message(fromClient.copyDone);

  test('takes rows in any number of pieces', async () => {
    const { types } = await exchange([copy, rows('1\tmột\n2\th'), rows('ai\n'), done]);
    expect(types).toBe('GCZ');
    expect(await knex('note').orderBy('id')).toEqual([
      { id: 1, text: 'một' },
      { id: 2, text: 'hai' },
    ]);
  });

  test('says what is wrong with a row, and keeps none', async () => {
    const { types, text } = await exchange([copy, rows('1\ta\nx\tb\n'), done]);
    expect(types).toBe('GEZ');
    expect(text).toContain('22P02');
    expect(await ids()).toEqual([]);
  });

  test('refuses more than the allowed bytes', async () => {
    const { text } = await exchange([copy, rows(`1\t${'x'.repeat(maxCopyBytes)}\n`), done]);
    expect(text).toContain('more than the 10000 bytes allowed');
    expect(await ids()).toEqual([]);
  });

  test('hidden behind another statement is refused, and does not kill the engine', async () => {
    const { types, text } = await exchange([
      simpleQuery('select 1; copy note from stdin'),
      rows('1\ta\n'),
      done,
    ]);
    expect(types).toBe('TDCGEZ');
    expect(text).toContain('must be sent as a statement of its own');
    expect(await ids()).toEqual([]);
  });

  test('of a client that has no rows to send ends with its reason', async () => {
    await expect(knex.raw('copy note from stdin')).rejects.toMatchObject({ code: '57014' });
    expect(await ids()).toEqual([]);
  });

  test('through the extended protocol is refused, and spoils the transaction it is in', async () => {
    const { client } = await connect();
    await client.query('begin');
    const prepared = client.query('copy note from stdin', ['a value makes it extended']);
    await expect(prepared).rejects.toMatchObject({ code: '0A000' });
    await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' });
    await client.query('rollback');
    await client.end();
  });
});

test('COPY TO STDOUT gives rows', async () => {
  await knex('note').insert({ id: 1, text: 'a' });
  const { types } = await exchange([simpleQuery('copy note to stdout')]);
  expect(types).toBe('HdcCZ');
});

test('named prepared statements, which all connections would share, are refused', async () => {
  const { client } = await connect();
  await expect(client.query({ name: 'one', text: 'select 1' })).rejects.toMatchObject({ code: '0A000' });
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await client.end();
});

test('notifications reach those who listen', async () => {
  const { client } = await connect();
  await client.query('listen news');
  const heard = new Promise<string | undefined>((resolve) => {
    client.once('notification', ({ channel, payload }) => resolve(`${channel}: ${payload}`));
  });
  await knex.raw("select pg_notify('news', 'tin mới')");
  expect(await heard).toBe('news: tin mới');
  await client.end();
});

test('values are read as the rest of the program expects them', async () => {
  const reply =
    await knex.raw(`select 9007199254740991::int8 as int8, 1.25::numeric as numeric, date '2026-02-28' as date,
    array[date '2026-02-28', null] as dates, time '06:45' as time, timestamptz '2026-02-28 06:45+07' as moment,
    (select count(*) from note) as count, current_setting('timezone') as zone`);
  expect(reply.rows).toEqual([
    {
      int8: 9007199254740991,
      numeric: 1.25,
      date: '2026-02-28',
      dates: ['2026-02-28', null],
      time: '06:45:00',
      moment: new Date('2026-02-27T23:45:00Z'),
      count: 0,
      zone: 'UTC',
    },
  ]);
  await expect(knex.raw('select 9007199254740993::int8')).rejects.toThrow('9007199254740993');
});
