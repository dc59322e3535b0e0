// Vector tiles as a test asks for them and reads them, of the world of two communes.
import { createServer, get as httpGet, type IncomingHttpHeaders } from 'node:http';
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import request from 'supertest';
import { expect } from 'vitest';
import type { Database } from '../../server/db/open.ts';
import { testDatabase } from './database.ts';
import { fillTwoCommunes, type Person, serveTwoCommunes, sharedTile } from './two-communes.ts';

export type Address = { z: number; x: number; y: number };

/** The tile of a zoom over the shared tile of zoom 14. */
export function above(z: number): Address {
  const smaller = 2 ** (sharedTile.z - z);
  return { z, x: Math.floor(sharedTile.x / smaller), y: Math.floor(sharedTile.y / smaller) };
}

/** The world of two communes in a database of its own, its server, and what its people are shown in tiles. */
export async function tileWorld() {
  const database: Database = await testDatabase();
  const world = await fillTwoCommunes(database.knex);
  const app = serveTwoCommunes(database.knex);

  function get(person: Person, layer: string, { z, x, y }: Address, query = '') {
    return request(app)
      .get(`/tiles/${layer}/${z}/${x}/${y}${query}`)
      .set('Cookie', `session=${world.tokens[person]}`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
  }

  async function features(
    person: Person,
    layer: string,
    tile: Address = sharedTile,
    query = '',
  ): Promise<VectorTileFeature[]> {
    const reply = await get(person, layer, tile, query);
    expect(reply.status).toBe(200);
    const bytes: unknown = reply.body;
    if (!Buffer.isBuffer(bytes)) throw new Error('the body was not read as bytes');
    const found = new VectorTile(new PbfReader(bytes)).layers[layer];
    return found === undefined ? [] : Array.from({ length: found.length }, (_, i) => found.feature(i));
  }

  async function properties(person: Person, layer: string, tile: Address = sharedTile, query = '') {
    return (await features(person, layer, tile, query)).map((feature) => feature.properties);
  }

  /** The body as it travels: supertest would unpack it. */
  async function rawBody(
    path: string,
    token: string,
  ): Promise<{ headers: IncomingHttpHeaders; bytes: Buffer }> {
    const server = createServer(app);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    try {
      return await new Promise((done, fail) => {
        const headers = { cookie: `session=${token}`, 'accept-encoding': 'gzip, br' };
        httpGet({ host: '127.0.0.1', port: address.port, path, headers, agent: false }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done({ headers: response.headers, bytes: Buffer.concat(chunks) }));
        }).on('error', fail);
      });
    } finally {
      server.close();
    }
  }

  return { database, world, app, get, features, properties, rawBody };
}

export type TileWorld = Awaited<ReturnType<typeof tileWorld>>;
