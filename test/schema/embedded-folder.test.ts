// The embedded database in a folder: what survives, and who may open it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedTemplate } from '../../server/db/embedded/template.ts';
import { openDatabase } from '../../server/db/open.ts';

const migrations = new URL('../../migrations/', import.meta.url);
const writer = fileURLToPath(new URL('../support/embedded-writer.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'embedded-'));
let template: string;

beforeAll(async () => {
  template = await embeddedTemplate(migrations);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Waits until the writer has named `count` rows; gives a function that tells the last one named so far. */
async function rowsFrom(child: ChildProcess, count: number): Promise<() => number> {
  let output = '';
  const last = () => Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
      if (last() >= count) resolve();
    });
    child.once('exit', () => reject(new Error('the writer ended by itself')));
  });
  return last;
}

test('what was acknowledged survives kill -9, and meanwhile nobody else gets in', {
  timeout: 90_000,
}, async () => {
  const dataDir = join(root, 'killed');
  // What a start that was killed while making the database would have left.
  mkdirSync(join(dataDir, 'database.unfinished'), { recursive: true });
  writeFileSync(join(dataDir, 'database.unfinished', 'PG_VERSION'), '');

  const child = spawn(process.execPath, ['--import', 'tsx', writer, dataDir, template], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let lastNamed: () => number;
  try {
    lastNamed = await rowsFrom(child, 300);
    const second = openDatabase({ dataDir, template });
    const refusal = `the data folder ${dataDir} is in use by another process (${child.pid})`;
    await expect(second).rejects.toThrow(refusal);
  } finally {
    child.kill('SIGKILL');
  }
  await once(child, 'close');
  const acknowledged = lastNamed();

  const database = await openDatabase({ dataDir, template });
  try {
    const ids: number[] = await database.knex('written').orderBy('id').pluck('id');
    // One more may have been committed and not yet named.
    expect([acknowledged, acknowledged + 1]).toContain(ids.length);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    const throughIndex = await database.knex.transaction(async (trx) => {
      await trx.raw('set local enable_seqscan = off');
      const query = "select count(*) from written where place <@ box '((-1,-1),(100,100))'";
      const plan = await trx.raw(`explain ${query}`);
      expect(JSON.stringify(plan.rows)).toContain('written_place_idx');
      return (await trx.raw(query)).rows[0].count;
    });
    expect(throughIndex).toBe(ids.length);
  } finally {
    await database.close();
  }
  expect(existsSync(join(dataDir, 'database.unfinished'))).toBe(false);
});

test('a folder that was closed can be opened again in the same process', async () => {
  const dataDir = join(root, 'killed');
  const database = await openDatabase({ dataDir, template });
  expect(await database.knex('written').count('* as count').first()).toMatchObject({
    count: expect.any(Number),
  });
  await database.close();
});
