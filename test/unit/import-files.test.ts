// Files as people send them: encodings, separators, broken rows, packed files, GeoJSON and OpenStreetMap.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnNames, detectEncoding, detectSeparator } from '../../server/imports/encoding.ts';
import type { FileRow } from '../../server/imports/file-row.ts';
import { scanFile } from '../../server/imports/open-file.ts';
import { closeRings, roadRows, schoolRows } from '../../server/imports/osm-data.ts';
import { type CsvOptions, readCsv } from '../../server/imports/read-csv.ts';
import { readGeojson } from '../../server/imports/read-geojson.ts';
import { readGpx } from '../../server/imports/read-gpx.ts';
import { readOsmXml } from '../../server/imports/read-osm-xml.ts';
import { readOverpass } from '../../server/imports/read-overpass.ts';
import { Problem } from '../../server/problem.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
}

async function csv(content: string | Buffer, options: CsvOptions = {}): Promise<FileRow[]> {
  const full = file('rows.csv', content);
  const rows: FileRow[] = [];
  for await (const row of readCsv(full, await scanFile(full), options)) rows.push(row);
  return rows;
}

async function geojson(name: string, content: string | Buffer): Promise<FileRow[]> {
  const full = file(name, content);
  const rows: FileRow[] = [];
  for await (const row of readGeojson(full, await scanFile(full))) rows.push(row);
  return rows;
}

const vietnamese = 'Mã,Đường\n1,Quốc lộ 1\n2,Đường Nguyễn Huệ phường Trường Quang Trọng\n';

describe('CSV', () => {
  it.each([
    ['UTF-8', Buffer.from(vietnamese)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${vietnamese}`)],
    ['UTF-16 LE with a mark', iconv.encode(vietnamese, 'utf-16le', { addBOM: true })],
    ['UTF-16 LE', iconv.encode(vietnamese, 'utf-16le')],
    ['UTF-16 BE with a mark', iconv.encode(vietnamese, 'utf-16be', { addBOM: true })],
    ['gzip', gzipSync(vietnamese)],
  ])('is read as %s', async (_name, content) => {
    const rows = await csv(content);
    expect(rows.map((row) => row.get('Đường'))).toEqual([
      'Quốc lộ 1',
      'Đường Nguyễn Huệ phường Trường Quang Trọng',
    ]);
    expect(rows[0]?.columns).toEqual(['Mã', 'Đường']);
  });

  it('reads windows-1258, whose tones follow their letters, as composed text', async () => {
    // "Trường" as windows-1258 writes it: ư is 0xFD, ơ is 0xF5, the grave tone 0xCC after its letter.
    const bytes = Buffer.concat([
      Buffer.from('name\n'),
      Buffer.from([0x54, 0x72, 0xfd, 0xf5, 0xcc, 0x6e, 0x67, 0x20, 0xd0, 0xf4, 0x6e, 0x67, 0x0a]),
    ]);
    expect(detectEncoding(bytes, false)).toBe('windows-1258');
    expect((await csv(bytes))[0]?.get('name')).toBe('Trường Đông');
  });

  it('reads windows-1252 when a late byte is no UTF-8', async () => {
    const text = `kind\n${'Car\n'.repeat(40_000)}Minibus (8 – 16)\n`;
    const rows = await csv(iconv.encode(text, 'windows-1252'));
    expect(rows.at(-1)?.get('kind')).toBe('Minibus (8 – 16)');
    expect(rows.at(-1)?.line).toBe(40_002);
  });

  it('takes an encoding and a separator that are given, and refuses an unknown encoding', async () => {
    const rows = await csv(iconv.encode('a|b\né|2\n', 'windows-1252'), {
      encoding: 'latin1',
      separator: '|',
    });
    expect(rows[0]?.get('a')).toBe('é');
    await expect(csv('a,b\n', { encoding: 'klingon' })).rejects.toThrow(Problem);
  });

  it.each([
    ['a,b;c,d', ','],
    ['a;b;c,d', ';'],
    ['a\tb', '\t'],
    ['a|b|c', '|'],
    ['"a;b;c;d",e', ','],
    ['alone', ','],
  ])('finds the separator of %j', (header, separator) => {
    expect(detectSeparator(header)).toBe(separator);
  });

  it('trims headers, keeps an empty one and numbers repeated ones', () => {
    expect(columnNames([' Mã ', '', 'Tên', 'Tên', 'Tên'])).toEqual(['Mã', '', 'Tên', 'Tên 2', 'Tên 3']);
  });

  it('counts lines through quoted line breaks and marks rows that do not fit the header', async () => {
    const rows = await csv('a,b\n"x\ny",2\n3\n4,5,6\n7,8,\n');
    expect(rows.map((row) => [row.line, row.brokenCells])).toEqual([
      [2, undefined],
      [4, 1],
      [5, 3],
      [6, undefined],
    ]);
  });

  it('refuses an empty file, gives no rows of a header alone, and names an open quote', async () => {
    await expect(csv('')).rejects.toThrow(Problem);
    await expect(csv('\n\n')).rejects.toThrow(Problem);
    expect(await csv('a,b\n')).toEqual([]);
    await expect(csv('a,b\n"open,2\n')).rejects.toThrow(/Quote/);
  });
});

describe('GeoJSON', () => {
  const feature = (code: number) => ({
    type: 'Feature',
    id: code,
    properties: { code, other_tags: '"lanes"=>"2","name:en"=>"A \\"B\\""' },
    geometry: { type: 'Point', coordinates: [108, 15] },
  });
  const features = [feature(1), feature(2)];
  it.each([
    ['a collection', JSON.stringify({ type: 'FeatureCollection', features })],
    [
      'an indented collection with a box',
      JSON.stringify({ bbox: [1, 2, 3, 4], features, type: 'FeatureCollection' }, null, 2),
    ],
    ['an array', JSON.stringify(features)],
    ['lines', features.map((one) => JSON.stringify(one)).join('\n')],
    ['a packed collection', gzipSync(JSON.stringify({ type: 'FeatureCollection', features }))],
  ])('is read as %s', async (_name, content) => {
    const rows = await geojson('x.geojson', content);
    expect(
      rows.map((row) => [row.line, row.ownKey, row.get('code'), row.get('lanes'), row.get('name:en')]),
    ).toEqual([
      [1, '1', '1', '2', 'A "B"'],
      [2, '2', '2', '2', 'A "B"'],
    ]);
    expect(rows[0]?.geometry).toEqual({ type: 'Point', coordinates: [108, 15] });
  });

  it('takes a single feature, and refuses what is no feature or no JSON', async () => {
    expect(await geojson('x.geojson', JSON.stringify(feature(7), null, 1))).toHaveLength(1);
    await expect(geojson('x.geojson', '{"a":1}')).rejects.toThrow(Problem);
    await expect(geojson('x.geojson', '{"type":"FeatureCollection","features":[{"type":')).rejects.toThrow(
      Problem,
    );
  });
});

describe('OpenStreetMap', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">
    <node id="1" lat="15.0" lon="108.0"/><node id="2" lat="15.0" lon="108.1"/><node id="3" lat="15.1" lon="108.1"/>
    <node id="9" lat="15.2" lon="108.2"><tag k="amenity" v="school"/><tag k="name" v="Trường THCS &amp; THPT A"/></node>
    <way id="5"><nd ref="1"/><nd ref="2"/><nd ref="77"/><tag k="highway" v="primary"/></way>
    <way id="6"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="amenity" v="kindergarten"/></way>
    <way id="7"><nd ref="1"/><nd ref="2"/></way><way id="8"><nd ref="1"/><nd ref="3"/><nd ref="2"/></way>
    <relation id="4"><member type="way" ref="7" role="outer"/><member type="way" ref="8" role="outer"/>
      <tag k="amenity" v="school"/><tag k="type" v="multipolygon"/></relation></osm>`;

  it('gives roads of XML, without points the file does not hold', async () => {
    const rows = [...roadRows(await readOsmXml(file('a.osm', xml)))];
    expect(rows.map((row) => [row.ownKey, row.get('highway'), row.geometry])).toEqual([
      [
        'way/5',
        'primary',
        {
          type: 'LineString',
          coordinates: [
            [108, 15],
            [108.1, 15],
          ],
        },
      ],
    ]);
  });

  it('gives schools as points, closed ways and areas of several ways', async () => {
    const rows = [...schoolRows(await readOsmXml(file('a.osm', xml)))];
    expect(rows.map((row) => [row.ownKey, row.geometry?.type])).toEqual([
      ['node/9', 'Point'],
      ['way/6', 'Polygon'],
      ['relation/4', 'MultiPolygon'],
    ]);
    expect(rows[0]?.get('name')).toBe('Trường THCS & THPT A');
  });

  it('reads Overpass replies whose nodes come after the ways', async () => {
    const reply = {
      elements: [
        { type: 'way', id: 5, nodes: [1, 2], tags: { highway: 'service' } },
        { type: 'node', id: 1, lat: 15, lon: 108 },
        { type: 'node', id: 2, lat: 15, lon: 109 },
      ],
    };
    const rows = [...roadRows(await readOverpass(file('o.json', JSON.stringify(reply))))];
    expect(rows[0]?.geometry?.coordinates).toEqual([
      [108, 15],
      [109, 15],
    ]);
  });

  it('refuses broken XML and other XML', async () => {
    await expect(readOsmXml(file('b.osm', '<osm><way'))).rejects.toThrow(Problem);
    await expect(readOsmXml(file('b.osm', '<gpx></gpx>'))).rejects.toThrow(/osm/);
  });

  it('joins lines into rings whichever way they run, and drops what stays open', () => {
    expect(
      closeRings([
        [
          [0, 0],
          [1, 0],
        ],
        [
          [0, 0],
          [1, 1],
          [1, 0],
        ],
        [
          [5, 5],
          [6, 6],
        ],
      ]),
    ).toEqual([
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ]);
  });
});

describe('GPX', () => {
  const read = async (content: string | Buffer): Promise<FileRow[]> => {
    const rows: FileRow[] = [];
    for await (const row of readGpx(file('a.gpx', content))) rows.push(row);
    return rows;
  };
  const point = (lat: number, inner = '') => `<trkpt lat="${lat}" lon="108.7">${inner}</trkpt>`;
  const time = (second: string) => `<time>2026-11-20T23:10:${second}Z</time>`;

  it('gives a row per track with its segments, moments and texts, and nothing of routes and waypoints', async () => {
    const track = `<trk><name>Sáng &amp; trưa</name><desc><![CDATA[a < b]]></desc>
      <trkseg>${point(15, `<ele>3</ele>${time('00')}<hdop>1.5</hdop>`)}${point(15.001, time('09.500'))}</trkseg>
      <trkseg>${point(15.002, time('20'))}</trkseg><trkseg>${point(15.003)}${point(15.004)}</trkseg></trk>`;
    const content = `<gpx><metadata><time>2020-01-01T00:00:00Z</time></metadata><wpt lat="1" lon="2"><name>W</name></wpt>
      <rte><rtept lat="1" lon="2"/></rte>${track}<trk/></gpx>`;
    for (const form of [content, gzipSync(content)]) {
      const [row, empty, ...others] = await read(form);
      expect(others).toEqual([]);
      expect(row).toMatchObject({
        line: 1,
        ownKey: '2026-11-20T23:10:00.000Z Sáng & trưa',
        geometry: {
          type: 'MultiLineString',
          coordinates: [
            [
              [108.7, 15],
              [108.7, 15.001],
            ],
            [
              [108.7, 15.003],
              [108.7, 15.004],
            ],
          ],
        },
      });
      const start = Date.parse('2026-11-20T23:10:00Z');
      expect(row?.moments).toEqual([
        [
          { at: start, accuracyMetres: 7.5 },
          { at: start + 9_500, accuracyMetres: null },
        ],
        [
          { at: null, accuracyMetres: null },
          { at: null, accuracyMetres: null },
        ],
      ]);
      expect(['name', 'desc', 'points', 'endedAt', 'cmt'].map((column) => row?.get(column))).toEqual([
        'Sáng & trưa',
        'a < b',
        '5',
        '2026-11-20T23:10:20.000Z',
        undefined,
      ]);
      expect(empty).toMatchObject({ line: 2, ownKey: 'track 2' });
    }
  });

  it('keeps no more places of a track than what refuses it', async () => {
    const [row] = await read(`<gpx><trk><trkseg>${point(15).repeat(100_500)}</trkseg></trk></gpx>`);
    expect(row?.get('points')).toBe('100001');
  });

  it.each([
    ['an entity of its own', '<!DOCTYPE gpx [<!ENTITY a "b">]><gpx/>'],
    ['an unknown entity', '<gpx><trk><name>&a;</name></trk></gpx>'],
    ['other XML', '<kml/>'],
    ['a cut file', '<gpx><trk><trkseg>'],
    ['nothing', ''],
  ])('refuses %s', async (_what, content) => {
    await expect(read(content)).rejects.toThrow(Problem);
  });
});
