// OpenStreetMap elements of one file → rows: road ways, or schools as points and areas. Both readers fill this model
// and give it here, because coordinates may come before or after the ways that use them.
import type { FileGeometry, FileRow } from './file-row.ts';
import { rowOfValues } from './file-row.ts';

export type Tags = Readonly<Record<string, string>>;
export type OsmWay = { id: string; tags: Tags; nodes: string[] };
export type OsmRelation = { id: string; tags: Tags; members: { way: string; role: string }[] };
export type OsmData = {
  coordinates: Map<string, [number, number]>;
  /** Nodes that carry tags. */
  nodes: { id: string; tags: Tags }[];
  ways: OsmWay[];
  relations: OsmRelation[];
};

type Ring = [number, number][];

export function emptyOsmData(): OsmData {
  return { coordinates: new Map(), nodes: [], ways: [], relations: [] };
}

/** Rows of the ways with a `highway` tag, in file order. Points outside the file are left out of a line. */
export function* roadRows(data: OsmData): Generator<FileRow> {
  let line = 0;
  for (const way of data.ways) {
    if (way.tags.highway === undefined) continue;
    line++;
    yield elementRow(line, `way/${way.id}`, way.tags, {
      type: 'LineString',
      coordinates: places(data, way.nodes),
    });
  }
}

/** Rows of schools and kindergartens: tagged nodes, closed ways, and areas of several ways. */
export function* schoolRows(data: OsmData): Generator<FileRow> {
  let line = 0;
  for (const node of data.nodes) {
    if (!isSchool(node.tags)) continue;
    line++;
    const place = data.coordinates.get(node.id);
    yield elementRow(line, `node/${node.id}`, node.tags, place && { type: 'Point', coordinates: place });
  }
  const ways = new Map(data.ways.map((way) => [way.id, way]));
  for (const way of data.ways) {
    if (!isSchool(way.tags)) continue;
    line++;
    const ring = places(data, way.nodes);
    yield elementRow(
      line,
      `way/${way.id}`,
      way.tags,
      isClosed(ring) ? { type: 'Polygon', coordinates: [ring] } : undefined,
    );
  }
  for (const relation of data.relations) {
    if (!isSchool(relation.tags)) continue;
    line++;
    yield elementRow(line, `relation/${relation.id}`, relation.tags, area(data, ways, relation));
  }
}

function isSchool(tags: Tags): boolean {
  return tags.amenity === 'school' || tags.amenity === 'kindergarten';
}

function elementRow(line: number, ownKey: string, tags: Tags, geometry: FileGeometry | undefined): FileRow {
  return { ...rowOfValues(line, tags), ownKey, ...(geometry && { geometry }) };
}

function places(data: OsmData, nodes: readonly string[]): Ring {
  const found: Ring = [];
  for (const id of nodes) {
    const place = data.coordinates.get(id);
    if (place) found.push(place);
  }
  return found;
}

function isClosed(ring: Ring): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length >= 4 && first !== undefined && first[0] === last?.[0] && first[1] === last[1];
}

/** Outer rings of a multipolygon. Holes are left out: a school's location and extent do not need them. */
function area(data: OsmData, ways: Map<string, OsmWay>, relation: OsmRelation): FileGeometry | undefined {
  const lines = relation.members
    .filter((member) => member.role !== 'inner')
    .map((member) => places(data, ways.get(member.way)?.nodes ?? []))
    .filter((line) => line.length >= 2);
  const rings = closeRings(lines);
  return rings.length === 0 ? undefined : { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) };
}

/** Joins lines end to end into closed rings; what does not close is dropped. */
export function closeRings(lines: readonly Ring[]): Ring[] {
  const open = [...lines];
  const rings: Ring[] = [];
  for (let ring = open.shift(); ring !== undefined; ring = open.shift()) {
    while (!isClosed(ring)) {
      const end: [number, number] = ring.at(-1)!;
      const next = open.findIndex((line) => isSame(line[0], end) || isSame(line.at(-1), end));
      if (next < 0) break;
      const [line] = open.splice(next, 1);
      const onward = isSame(line![0], end) ? line! : line!.toReversed();
      ring = [...ring, ...onward.slice(1)];
    }
    if (isClosed(ring)) rings.push(ring);
  }
  return rings;
}

function isSame(a: [number, number] | undefined, b: [number, number]): boolean {
  return a !== undefined && a[0] === b[0] && a[1] === b[1];
}
