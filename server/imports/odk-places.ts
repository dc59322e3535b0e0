// Places as ODK and KoBo write them into a cell: a geopoint is "latitude longitude altitude accuracy", a geotrace or
// geoshape a list of them parted by ";". Latitude comes first, other than in GeoJSON and WKT.
import type { FileGeometry } from './file-row.ts';

/** A point, or a line (an area when `isArea`) of several places; undefined for a text of another form. */
export function readOdkPlaces(text: string, isArea: boolean): FileGeometry | undefined {
  const parts = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const places = parts.map(placeOf);
  const [first] = places;
  if (first === undefined || places.includes(undefined)) return undefined;
  if (isArea) return { type: 'Polygon', coordinates: [places] };
  return places.length === 1
    ? { type: 'Point', coordinates: first }
    : { type: 'LineString', coordinates: places };
}

function placeOf(text: string): [number, number] | undefined {
  const numbers = text.split(/\s+/);
  // Altitude and accuracy may be left out; more than four numbers are something else.
  if (numbers.length < 2 || numbers.length > 4) return undefined;
  if (!numbers.every((number) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number))) return undefined;
  return [Number(numbers[1]), Number(numbers[0])];
}
