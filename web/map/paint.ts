// How a paint value changes with a layer's opacity and with the dark scheme; apart so that layer files hold one look.
import { accent, base, densityColours, hotspotColour, routeColours } from './colours.ts';
import type { MapScheme } from './map-types.ts';

/** The properties that make a style layer paler, by its type. A background stays: it is the ground itself. */
export const opacityProperties: Readonly<Record<string, readonly string[]>> = {
  fill: ['fill-opacity'],
  line: ['line-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['icon-opacity', 'text-opacity'],
  heatmap: ['heatmap-opacity'],
};

/**
 * An opacity, a number or an expression, times `share` (0 to 1). Zoom may only stand at the top of an expression
 * (MapLibre style specification), so curves over the zoom are multiplied at their outputs.
 */
export function faded(opacity: unknown, share: number): unknown {
  if (opacity === undefined) return share;
  if (share === 1) return opacity;
  if (typeof opacity === 'number') return opacity * share;
  if (!Array.isArray(opacity)) return opacity;
  if (opacity[0] === 'interpolate')
    return opacity.map((part: unknown, index) => (index >= 4 && index % 2 === 0 ? faded(part, share) : part));
  if (opacity[0] === 'step')
    return opacity.map((part: unknown, index) => (index >= 2 && index % 2 === 0 ? faded(part, share) : part));
  return ['*', share, opacity];
}

const darkAccent = '#8ab4f0';
const darkText: Record<string, string> = {
  [base.ink]: '#e8eaed',
  [base.text]: '#b9b4a9',
  [base.waterText]: '#8fb3cb',
  [base.unitText]: '#b9aec8',
  [accent]: darkAccent,
};
const darkHalo: Record<string, string> = { [base.land]: '#1c2024', [base.white]: '#14171a' };
const darkGround: Record<string, string> = {
  [base.land]: '#1c2024',
  [base.builtUp]: '#23282d',
  [base.park]: '#1f2b24',
  [base.field]: '#20261f',
  [base.water]: '#22384a',
  [base.carriageway]: '#3a4149',
  [accent]: darkAccent,
  [hotspotColour]: '#f07aa0',
};
const darkLines: Record<string, string> = {
  ...darkGround,
  [base.roadCasing]: '#14171a',
  [base.road]: '#3a4149',
  [base.roadProvincial]: '#4a4a42',
  [base.roadNational]: '#5a5340',
  [base.roadExpressway]: '#6d6040',
  [base.path]: '#555048',
  [base.unit]: '#8d83a3',
  [routeColours.surveyed]: '#7fb2f5',
  [routeColours.old]: '#d9a6f0',
  [routeColours.unsurveyed]: '#f2a25a',
  // On dark ground more is paler, so the order of the classes turns round.
  ...Object.fromEntries(densityColours.map((colour, i) => [colour, densityColours[4 - i] ?? colour])),
};
const darkHeat: Record<string, string> = {
  'rgba(179,157,219,0.4)': 'rgba(103,66,170,0.45)',
  'rgba(119,71,184,0.75)': 'rgba(176,148,226,0.75)',
  'rgba(61,15,115,0.95)': 'rgba(246,238,255,0.95)',
};

/** Symbols and discs carry white rims of their own and keep their colours; only the mark of the choice is paler. */
const darkDiscs: Record<string, string> = { [accent]: darkAccent };

function dictionaryOf(property: string): Record<string, string> {
  if (property === 'text-color') return darkText;
  if (property === 'text-halo-color') return darkHalo;
  if (property === 'line-color') return darkLines;
  if (property === 'heatmap-color') return darkHeat;
  return property.startsWith('circle-') ? darkDiscs : darkGround;
}

/** A paint value, a colour or an expression with colours in it, as the scheme shows it. */
export function inScheme(property: string, value: unknown, scheme: MapScheme): unknown {
  if (scheme === 'light' || !property.endsWith('-color')) return value;
  return replaced(value, dictionaryOf(property));
}

function replaced(value: unknown, dictionary: Record<string, string>): unknown {
  if (typeof value === 'string') return dictionary[value] ?? value;
  return Array.isArray(value) ? value.map((part: unknown) => replaced(part, dictionary)) : value;
}

/** The colour of a line for the legend. */
export function lineColour(colour: string, scheme: MapScheme): string {
  return scheme === 'dark' ? (darkLines[colour] ?? colour) : colour;
}
