// What the tags of an OpenStreetMap way say about a road, for the fields a mapping leaves out.
import { cleanText, type FileRow } from './file-row.ts';
import type { ReasonCode } from './reasons.ts';

/** Values of the fields a mapping does not give; or why the element is refused; or that it is not wanted at all. */
export type OsmDefaults =
  | { values: Record<string, string | number | boolean | string[] | undefined> }
  | { refusal: { field: string; value: string; code: ReasonCode } }
  | 'left-out';

/**
 * Road class by `highway`. Our choice, after how Vietnam is mapped: motorway is cao tốc, trunk quốc lộ, primary đường
 * tỉnh; in towns secondary is a main street; tertiary joins communes or quarters, the work of a district road;
 * unclassified and residential serve one commune or quarter; service, alleys and living streets are lanes (ngõ, hẻm);
 * what only feet and cycles use is a path. Values that are not here (proposed, construction, platform, corridor,
 * elevator, raceway) are no roads.
 */
export const OSM_ROAD_CLASS: Readonly<Record<string, string>> = {
  motorway: 'expressway',
  motorway_link: 'expressway',
  trunk: 'national',
  trunk_link: 'national',
  primary: 'provincial',
  primary_link: 'provincial',
  secondary: 'urban_main',
  secondary_link: 'urban_main',
  tertiary: 'district',
  tertiary_link: 'district',
  unclassified: 'commune',
  residential: 'commune',
  road: 'commune',
  living_street: 'lane',
  service: 'lane',
  track: 'hamlet',
  pedestrian: 'path',
  footway: 'path',
  path: 'path',
  steps: 'path',
  cycleway: 'path',
  bridleway: 'path',
  busway: 'special',
  bus_guideway: 'special',
};

const NOT_WALKABLE = new Set(['motorway', 'motorway_link', 'trunk_link', 'bus_guideway', 'busway']);
const KM_PER_MILE = 1.609344;
/** Ranges of the road record, so that one odd tag does not cost the whole road. */
const FASTEST_KMH = 200;
const MOST_LANES = 20;

/** Speed limit in km/h of a `maxspeed` tag: "50", "30 mph"; undefined for "walk", "none" and the like. */
export function readMaxspeed(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(mph|km\/h|kmh)?$/i.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const kmh = Number(match[1]) * (match[2]?.toLowerCase() === 'mph' ? KM_PER_MILE : 1);
  const rounded = Math.round(kmh * 10) / 10;
  return rounded >= 1 && rounded <= FASTEST_KMH ? rounded : undefined;
}

/** Fields of a road from its tags. Names longer than the record takes are cut, further refs dropped. */
export function osmRoad(row: FileRow): OsmDefaults {
  const highway = row.get('highway') ?? '';
  const roadClass = OSM_ROAD_CLASS[highway];
  if (roadClass === undefined || row.get('area') === 'yes') return 'left-out';
  const lanes = Number(row.get('lanes'));
  const oneway = row.get('oneway');
  return {
    values: {
      class: roadClass,
      name: row.get('name')?.slice(0, 500),
      ref: cleanText(row.get('ref')?.split(';')[0] ?? '').slice(0, 40) || undefined,
      lanes: Number.isInteger(lanes) && lanes >= 1 && lanes <= MOST_LANES ? lanes : undefined,
      speedLimitKmh: readMaxspeed(row.get('maxspeed')),
      // -1 is one way against the drawing; which way is not kept.
      oneway: oneway === undefined ? undefined : ['yes', 'true', '1', '-1'].includes(oneway),
      walkable: isWalkable(highway, row.get('foot')),
    },
  };
}

function isWalkable(highway: string, foot: string | undefined): boolean {
  if (foot === 'no') return false;
  if (foot === 'yes' || foot === 'designated') return true;
  // A trunk road is closed to feet in law only where it is an expressway; in Vietnam people walk along quốc lộ.
  return !NOT_WALKABLE.has(highway);
}
