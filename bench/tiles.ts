// Accident tiles over HTTP: the product, with its sign-in, scope and freshness, against the usual way, ST_AsMVT over an
// index of the stored projection, with the same content and none of these.
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import express from 'express';
import type { Knex } from 'knex';
import { mulberry32 } from '../server/network/random.ts';
import { mostSingleAccidents } from '../server/tiles/accident-tile.ts';
import { spawnWorker } from '../server/worker-thread.ts';
import { generateCountry } from './country/generate.ts';
import { loadCountry } from './country/load.ts';
import { withServerDatabase } from './database.ts';
import { listening, planningProduct } from './product.ts';
import { gate, note, peakMegabytes, quantile, report, seconds, shown } from './report.ts';
import type { Answers, Asking } from './tile-client.ts';

type Tile = { z: number; x: number; y: number };

const connections = 8;
/** The fixed list that both servers finish, and the longer one that no cache knows yet. */
const tilesOfMix = 150;
const tilesOnce = 2_000;

export async function tilesBench(scale: number): Promise<void> {
  console.log(
    `tiles: scale ${scale} on PostgreSQL, zooms 6 to 16 where accidents are, ${connections} connections`,
  );
  const country = generateCountry({ scale, routes: 0 });
  const places = { lon: country.accidents.lon, lat: country.accidents.lat };
  await withServerDatabase(async ({ knex }) => {
    note(`loaded in ${shown(await seconds(() => loadCountry(knex, country)))} s`);
    const mix = tilesAt(places, tilesOfMix, 1);
    const reference = await listening(await referenceApp(knex, mix));
    const own = await planningProduct(knex);
    const path = ({ z, x, y }: Tile) => `/tiles/accidents/${z}/${x}/${y}`;
    const askOwn = (tiles: readonly Tile[], during: number) =>
      ask({ port: own.port, cookie: own.cookie, connections, paths: tiles.map(path), seconds: during });
    try {
      const before = process.memoryUsage().rss;
      const first = await askOwn(mix.slice(0, 1), 0);
      const arrays = process.memoryUsage();
      note(
        `the first tile, with reading all accidents: ${shown(first.seconds)} s; arrays ${shown(arrays.arrayBuffers / 1e6)} MB, ` +
          `process ${shown((arrays.rss - before) / 1e6)} MB more`,
      );
      const uncached = await askOwn(tilesAt(places, tilesOnce, 2), 0);
      tell('each tile once, made in memory', uncached);
      const cached = await askOwn(mix, 10);
      tell('the mix again and again', cached);

      const askReference = (during: number) =>
        ask({ port: reference.port, cookie: '', connections, paths: mix.map(path), seconds: during });
      await askReference(0);
      const usual = await askReference(12);
      tell('the mix by ST_AsMVT', usual);
      report({
        what: `one tile of the mix on ${connections} connections`,
        seconds: perTile(cached),
        reference: 'express, pg and ST_AsMVT',
        referenceSeconds: perTile(usual),
        leastRatio: 25,
        checks: [
          { what: 'no answer failed', holds: uncached.failed + cached.failed + usual.failed === 0 },
          ...[uncached, cached].map((answers, i) => ({
            what: `p95 ${shown(quantile(answers.milliseconds, 0.95))} ms ≤ 8 ms ${i === 0 ? 'made' : 'again'}`,
            holds: quantile(answers.milliseconds, 0.95) <= 8,
          })),
        ],
      });
      gate({
        what: `arrays of ${shown(arrays.arrayBuffers / 1e6)} MB ≤ 150 MB`,
        holds: arrays.arrayBuffers <= 150e6,
      });
      note(`peak memory ${peakMegabytes()} MB`);
    } finally {
      await own.close();
      await reference.close();
    }
  });
}

function tell(what: string, { milliseconds, bytes, seconds: taken }: Answers): void {
  const rate = milliseconds.length / taken;
  note(
    `${what}: ${shown(rate)} a second, p50 ${shown(quantile(milliseconds, 0.5))} ms, p95 ${shown(quantile(milliseconds, 0.95))} ms, ` +
      `${shown(bytes / milliseconds.length / 1_000)} KB a tile`,
  );
}

function perTile({ milliseconds, seconds: taken }: Answers): number {
  return taken / milliseconds.length;
}

/** Different tiles, each at an accident, their zooms in turn from 6 to 16 while there are new ones. */
function tilesAt(places: { lon: Float64Array; lat: Float64Array }, count: number, seed: number): Tile[] {
  const random = mulberry32(seed);
  const tiles = new Map<string, Tile>();
  for (let i = 0; tiles.size < count && i < count * 20; i++) {
    const at = Math.floor(random() * places.lon.length);
    const z = 6 + (i % 11);
    const side = 2 ** z;
    const north = Math.asinh(Math.tan((places.lat[at]! * Math.PI) / 180)) / Math.PI;
    const x = Math.floor(((places.lon[at]! + 180) / 360) * side);
    const y = Math.floor(((1 - north) / 2) * side);
    tiles.set(`${z}/${x}/${y}`, { z, x, y });
  }
  return [...tiles.values()];
}

async function ask(asking: Asking): Promise<Answers> {
  const thread = spawnWorker(new URL('./tile-client.ts', import.meta.url), { workerData: asking });
  const [answers]: Answers[] = await once(thread, 'message');
  if (answers === undefined) throw new Error('the client gave no answers');
  return answers;
}

/** The usual way, at its best: the projection is stored and in the order of its index, and what is a grid is known. */
async function referenceApp(db: Knex, mix: readonly Tile[]): Promise<RequestListener> {
  await db.raw(
    `create table mvt_accident as
       select id, severity, pupil_involved as pupil, trip_window as "window", occurred_on::text as "on", location_quality as quality,
              invented, ST_Transform(location, 3857) as geom
         from accident where location is not null order by ST_Transform(location, 3857)`,
  );
  await db.raw('create index on mvt_accident using gist (geom)');
  await db.raw('vacuum analyze mvt_accident');
  const grids = new Set<string>();
  for (const { z, x, y } of mix) {
    const { rows } = await db.raw<{ rows: { count: number }[] }>(
      'select count(*) as count from mvt_accident where geom && ST_TileEnvelope(?::int, ?::int, ?::int, margin => 1.0 / 64)',
      [z, x, y],
    );
    if (z < 9 || (rows[0]?.count ?? 0) > mostSingleAccidents) grids.add(`${z}/${x}/${y}`);
  }
  const app = express();
  app.get('/tiles/accidents/:z/:x/:y', async (request, response) => {
    const { z, x, y } = request.params;
    const sql = grids.has(`${z}/${x}/${y}`) ? gridSql : pointsSql;
    const { rows } = await db.raw<{ rows: { tile: Buffer }[] }>(sql, { z, x, y });
    response.type('application/vnd.mapbox-vector-tile').send(rows[0]?.tile);
  });
  return app;
}

const pointsSql = `
  with here as (select ST_TileEnvelope(:z::int, :x::int, :y::int) as box,
                       ST_TileEnvelope(:z::int, :x::int, :y::int, margin => 1.0 / 64) as wide)
  select ST_AsMVT(t, 'accidents', 4096, 'geom') as tile from (
    select ST_AsMVTGeom(a.geom, here.box, 4096, 64) as geom, a.id::text, a.severity, a.pupil, a."window", a."on", a.quality, a.invented
      from mvt_accident a, here where a.geom && here.wide) t`;

const gridSql = `
  with here as (select ST_TileEnvelope(:z::int, :x::int, :y::int) as box),
    cell as (
      select ST_SetSRID(ST_MakePoint(avg(ST_X(a.geom)), avg(ST_Y(a.geom))), 3857) as geom, count(*) as count,
             (array['fatal', 'serious', 'slight', 'property'])[min(array_position(array['fatal', 'serious', 'slight', 'property'], a.severity))] as severity,
             bool_or(a.invented) as invented
        from mvt_accident a, here where a.geom && here.box
       group by floor((ST_X(a.geom) - ST_XMin(here.box)) / (ST_XMax(here.box) - ST_XMin(here.box)) * 64),
                floor((ST_Y(a.geom) - ST_YMin(here.box)) / (ST_YMax(here.box) - ST_YMin(here.box)) * 64))
  select ST_AsMVT(t, 'accidents', 4096, 'geom') as tile from (
    select ST_AsMVTGeom(cell.geom, here.box, 4096, 64) as geom, cell.count, cell.severity, cell.invented from cell, here) t`;
