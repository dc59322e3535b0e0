// Paints one layer of a living map: in the scheme, and as strongly as asked. Apart because small maps need no more.
import type { LayerSpecification, Map as MapLibre } from 'maplibre-gl';
import type { MapScheme } from './map-types.ts';
import { faded, inScheme, opacityProperties } from './paint.ts';
import { inMix } from './paint-mix.ts';

/** The paint of a layer's own specification, with `own` over it, in the scheme and at a share of its strength. */
export function applyPaint(
  map: MapLibre,
  layer: LayerSpecification,
  own: Readonly<Record<string, unknown>>,
  { scheme }: { scheme: MapScheme },
  share: number,
): void {
  const paint: Record<string, unknown> = { ...('paint' in layer ? layer.paint : {}), ...own };
  for (const property of opacityProperties[layer.type] ?? []) paint[property] = faded(paint[property], share);
  for (const [property, value] of Object.entries(paint)) paint[property] = inScheme(property, value, scheme);
  for (const [property, value] of Object.entries(inMix(layer.type, paint))) {
    if (isProperty(property) && isValue(value)) map.setPaintProperty(layer.id, property, value);
  }
}

type Setting = Parameters<MapLibre['setPaintProperty']>;

/** Every key of a paint object names a property, "fill-color"; the entries of an object forget that. */
function isProperty(name: string): name is Setting[1] {
  return name.includes('-');
}

/** A number, a colour, a list or an expression; the map itself refuses what does not fit the property. */
function isValue(value: unknown): value is Setting[2] {
  return typeof value === 'number' || typeof value === 'string' || Array.isArray(value);
}
