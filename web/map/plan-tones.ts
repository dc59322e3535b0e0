// Colours of gate plans: one for what belongs together, a paler one of the same hue on the dark map.
import type { PlanElement } from '../../contract/plan.ts';
import { noStoppingColour } from './colours.ts';
import type { MapScheme } from './map-types.ts';

export type Tone =
  | 'bay'
  | 'queue'
  | 'motorbike'
  | 'stop'
  | 'walk'
  | 'zebra'
  | 'calm'
  | 'hours'
  | 'keeping'
  | 'people';

const tones: Record<Tone, Record<MapScheme, string>> = {
  bay: { light: '#1c5fb0', dark: '#7db2f2' },
  queue: { light: '#7a3f9d', dark: '#d3a4ef' },
  motorbike: { light: '#00696f', dark: '#5cc9cf' },
  stop: { light: noStoppingColour, dark: '#ff7d8c' },
  walk: { light: '#2f7d32', dark: '#86cf88' },
  zebra: { light: '#4b525b', dark: '#4b525b' },
  calm: { light: '#8f5a00', dark: '#f0b64b' },
  hours: { light: '#3b3f8f', dark: '#a9adf5' },
  keeping: { light: '#5d6470', dark: '#b7c0cc' },
  people: { light: '#1d4477', dark: '#9cc1ee' },
};

const toneByType: Record<PlanElement['type'], Tone> = {
  pick_up_bay: 'bay',
  class_queue: 'queue',
  motorbike_rows: 'motorbike',
  no_stopping_line: 'stop',
  crossing: 'zebra',
  raised_crossing: 'calm',
  hump: 'calm',
  footpath: 'walk',
  refuge: 'calm',
  guard_rail: 'zebra',
  barrier_hours: 'stop',
  one_way_hours: 'hours',
  speed_zone: 'calm',
  lighting: 'people',
  camera: 'people',
  sign: 'people',
  team_post: 'people',
  bus_bay: 'bay',
  keeping_area: 'keeping',
};

export const toneNames: readonly Tone[] = [
  'bay',
  'queue',
  'motorbike',
  'stop',
  'walk',
  'zebra',
  'calm',
  'hours',
  'keeping',
  'people',
];

export function toneOf(type: PlanElement['type']): Tone {
  return toneByType[type];
}

export function toneColour(tone: Tone, scheme: MapScheme): string {
  return tones[tone][scheme];
}

/** Ground that is painted on: asphalt under stripes, yellow under humps and refuges. */
export const groundColours = { asphalt: '#5b616a', yellow: '#f2c94c', bars: '#4a3600' } as const;

/** Marks of broken rules, by how grave they are; always with a sign of their own. */
export const failureColours = { must: '#b3191f', warning: '#d97a00', note: '#4b6584' } as const;
