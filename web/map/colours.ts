// Every colour that carries a meaning, for the map, its legend and the screens around it.
// Fills that carry text reach a contrast of 4.5 : 1 with it (WCAG 2.2, 1.4.3).
import type { Band, Severity, SpotKind } from '../../contract/codes.ts';

const ink = '#1b1f27';
const white = '#ffffff';

/** The one accent colour, also the colour of what is chosen. */
export const accent = '#1f4e8c';

type Fill = { fill: string; text: string };

/**
 * Blue, pale, orange, red: read apart by the common colour blindnesses because lightness has its peak in the
 * middle and the ends differ in hue. The letter is always shown with it.
 */
const bandFills: Record<Band, Fill> = {
  A: { fill: '#2b6cb0', text: white },
  B: { fill: '#9cc6e3', text: ink },
  C: { fill: '#fbecc4', text: ink },
  D: { fill: '#ef8b3f', text: ink },
  E: { fill: '#b3191f', text: white },
};
const noBand: Fill = { fill: '#e7e8ea', text: '#4b525b' };

/** One hue from dark to pale, so that it is never taken for a band; worse is darker (and larger on the map). */
const severityFills: Record<Severity, Fill> = {
  fatal: { fill: '#3d0f73', text: white },
  serious: { fill: '#7747b8', text: white },
  slight: { fill: '#b39ddb', text: ink },
  property: { fill: '#b8b4ae', text: ink },
};

export const severities: readonly Severity[] = ['fatal', 'serious', 'slight', 'property'];
export const bands: readonly Band[] = ['A', 'B', 'C', 'D', 'E'];
export const spotKinds: readonly SpotKind[] = ['stopping_parking', 'vehicle_keeping', 'encroachment'];

/** Fill of a band; grey for a school without a score. */
export function bandColour(band: Band | null): string {
  return (band === null ? noBand : bandFills[band]).fill;
}

/** Colour of a letter on `bandColour(band)`. */
export function bandTextColour(band: Band | null): string {
  return (band === null ? noBand : bandFills[band]).text;
}

export function severityColour(severity: Severity): string {
  return severityFills[severity].fill;
}

/** Colour of text on `severityColour(severity)`. */
export function severityTextColour(severity: Severity): string {
  return severityFills[severity].text;
}

/** How many: one hue from pale to dark, the number stands on it. */
export const countFills: readonly Fill[] = [
  { fill: '#f6dfb8', text: ink },
  { fill: '#e9b872', text: ink },
  { fill: '#d98b3a', text: ink },
  { fill: '#a9541a', text: white },
  { fill: '#571c0c', text: white },
];

export const hotspotColour = '#8c1d40';
/** One hue from pale to dark: lightness alone carries the order, width repeats it. From thin to dense. */
export const densityColours: readonly string[] = ['#e9b872', '#d98b3a', '#b85f1c', '#8a3b12', '#571c0c'];
/** Blue to red around grey, told apart by the common colour blindnesses; the outline repeats the side. */
export const giColours = {
  '-3': { fill: '#4393c3', line: '#114a7c' },
  '-2': { fill: '#92c5de', line: '#1f5f96' },
  '-1': { fill: '#d1e5f0', line: '#3f79a8' },
  '0': { fill: '#f3f3f3', line: '#8a7f94' },
  '1': { fill: '#fddbc7', line: '#b4532f' },
  '2': { fill: '#f4a582', line: '#99301f' },
  '3': { fill: '#d6604d', line: '#6f0d1d' },
} as const;
/** Classes of a cell from the coldest to the hottest. */
export const giClasses = [-3, -2, -1, 0, 1, 2, 3] as const;
export const spotColour = '#0b5c63';
/** Blue, violet and orange differ in lightness and in their dashes, so that hue is never needed alone. */
export const routeColours = { surveyed: '#2f5f9e', old: '#7b3f99', unsurveyed: '#b4540a' } as const;
/** Red and white, as no-stopping is marked on signs (QCVN 41:2024/BGTVT). */
export const noStoppingColour = '#c8102e';
export const findingColours = {
  open: '#f2b632',
  recommended: '#fdf0cc',
  done: '#e7e8ea',
  ink: '#6b4a00',
} as const;
export const handledColour = '#6a727c';

/** The base: muted grey-beige, so that the few loud things are seen. */
export const base = {
  land: '#f5f3ee',
  builtUp: '#ece8e0',
  park: '#e0e8d6',
  field: '#eff0e2',
  water: '#cfdee8',
  roadCasing: '#d8d2c6',
  road: '#ffffff',
  /** The same as an area, told apart from what stays white in the dark. */
  carriageway: '#fefefe',
  roadProvincial: '#fbf4e2',
  roadNational: '#f6e7c3',
  roadExpressway: '#efd8a6',
  path: '#bdb5a6',
  text: '#5b564d',
  /** On the white shields of road numbers, which stay white in the dark. */
  shieldText: '#5b564e',
  waterText: '#4a6a80',
  unit: '#8a7f94',
  unitText: '#6a6076',
  ink,
  white,
} as const;
