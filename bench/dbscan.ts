// Clustering 100,000 accidents: ours against PostGIS's own on the same database.

import { embeddedTemplate } from '../server/db/embedded/template.ts';
import { openDatabase } from '../server/db/open.ts';
import { dbscan } from '../server/hotspots/dbscan.ts';
import { mulberry32, normalDraw } from '../server/network/random.ts';
import { medianSeconds, report } from './report.ts';

const count = 100_000;

export async function dbscanBench(): Promise<void> {
  const random = mulberry32(1);
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    // Towns on a plain of 60 × 60 km: most accidents lie in them.
    const town = Math.floor(random() * 200);
    const scattered = random() < 0.3;
    const centre = mulberry32(town + 10);
    xs[i] =
      Math.round((scattered ? random() * 60_000 : centre() * 60_000 + normalDraw(random) * 800) * 100) / 100;
    ys[i] =
      Math.round((scattered ? random() * 60_000 : centre() * 60_000 + normalDraw(random) * 800) * 100) / 100;
  }
  let clusters = 0;
  const own = await medianSeconds(5, () => {
    clusters = dbscan(xs, ys, 50, 4).clusterCount;
  });
  const url = process.env.DATABASE_URL;
  const template = await embeddedTemplate(new URL('../migrations/', import.meta.url));
  const database = await openDatabase(url === undefined ? { template } : { url });
  try {
    await database.knex.raw(
      'create temp table point as select * from unnest(?::float8[], ?::float8[]) as p (x, y)',
      [[...xs], [...ys]],
    );
    await database.knex.raw(
      'alter table point add column id serial; alter table point add column g geometry; update point set g = ST_MakePoint(x, y)',
    );
    let theirs = 0;
    const reference = await medianSeconds(3, async () => {
      const { rows } = await database.knex.raw<{ rows: { n: number }[] }>(
        'select count(distinct c) as n from (select ST_ClusterDBSCAN(g, 50, 4) over (order by id) as c from point) q',
      );
      theirs = rows[0]?.n ?? 0;
    });
    if (theirs !== clusters) throw new Error(`${clusters} clusters, PostGIS finds ${theirs}`);
    report(
      `DBSCAN of ${count} points (${clusters} clusters)`,
      own,
      `ST_ClusterDBSCAN (${database.kind})`,
      reference,
    );
  } finally {
    await database.close();
  }
}
