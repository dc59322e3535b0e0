// Importing 100,000 accidents from CSV (checked, located in units, with history) against parsing and inserting the same
// rows with nothing checked.
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse';
import { embeddedTemplate } from '../server/db/embedded/template.ts';
import { openDatabase } from '../server/db/open.ts';
import { withSystemScope } from '../server/db/scope.ts';
import { importedId } from '../server/imports/identity.ts';
import { runImport } from '../server/imports/run-import.ts';
import { install } from '../server/installation/install.ts';
import { mulberry32 } from '../server/network/random.ts';
import { report, seconds } from './report.ts';

const count = 100_000;

export async function importBench(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const file = path.join(folder, 'accidents.csv');
  const random = mulberry32(2);
  const lines = ['﻿Mã,Ngày,Giờ,Kinh độ,Vĩ độ,Chết,Bị thương'];
  for (let i = 0; i < count; i++) {
    const month = 1 + Math.floor(random() * 12);
    const day = 1 + Math.floor(random() * 28);
    lines.push(
      `A${i},${day}/${month}/2025,${Math.floor(random() * 24)}:${String(Math.floor(random() * 60)).padStart(2, '0')},${(105 + random()).toFixed(6)},${(20 + random()).toFixed(6)},${random() < 0.05 ? 1 : 0},${Math.floor(random() * 3)}`,
    );
  }
  await writeFile(file, `${lines.join('\r\n')}\r\n`);
  const mapping = {
    kind: 'accidents',
    source: 'bench',
    key: ['Mã'],
    geometry: { x: 'Kinh độ', y: 'Vĩ độ' },
    fields: {
      occurredOn: { column: 'Ngày', date: 'D/M/YYYY' },
      occurredTime: { column: 'Giờ', time: 'H:mm' },
      deaths: { column: 'Chết' },
      slight: { column: 'Bị thương' },
    },
  };
  const url = process.env.DATABASE_URL;
  const template = await embeddedTemplate(new URL('../migrations/', import.meta.url));
  const database = await openDatabase(url === undefined ? { template } : { url });
  const clock = () => new Date('2026-11-21T00:00:00Z');
  try {
    await install(database.knex, {
      territory: 'vietnam',
      demoTown: false,
      codeVersion: 'bench',
      clock,
      say: () => {},
    });
    const reference = await seconds(async () => {
      await database.knex.raw(
        'create table bare (id text primary key, at text, g geometry); create index on bare using gist (g)',
      );
      let rows: string[][] = [];
      const flush = async () => {
        await database.knex.raw(
          'insert into bare select id, at, ST_MakePoint(x, y) from unnest(?::text[], ?::text[], ?::float8[], ?::float8[]) as r (id, at, x, y)',
          [0, 1, 3, 4].map((column) => rows.map((row) => row[column] ?? '')),
        );
        rows = [];
      };
      for await (const row of createReadStream(file).pipe(parse({ bom: true, from_line: 2 }))) {
        rows.push(row);
        if (rows.length === 2_000) await flush();
      }
      if (rows.length > 0) await flush();
    });
    let inserted = 0;
    const own = await seconds(async () => {
      const input = {
        id: importedId('batch', 'bench', 'x'),
        files: [{ path: file, name: 'accidents.csv' }],
        mapping,
        dryRun: false,
      };
      const { batch } = await withSystemScope(database.knex, (tx) =>
        runImport({ tx, clock, accountId: null }, input),
      );
      inserted = batch.inserted;
    });
    if (inserted !== count) throw new Error(`${inserted} of ${count} rows imported`);
    report({
      what: `import: ${count} CSV rows (${database.kind})`,
      seconds: own,
      reference: 'parse and insert, nothing checked',
      referenceSeconds: reference,
    });
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
