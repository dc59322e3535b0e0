// Boxes of degrees around places, for maps that show them all.
import type { Box } from './small-map.tsx';

/** West, south, east, north around all places; null for none. */
export function boxOf(places: readonly (readonly [number, number])[]): Box | null {
  if (places.length === 0) return null;
  const longitudes = places.map(([longitude]) => longitude);
  const latitudes = places.map(([, latitude]) => latitude);
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}
