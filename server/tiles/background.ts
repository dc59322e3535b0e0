// The drawn background of the invented demo town (rivers, lakes, parks, fields, built-up land). Apart because it comes
// from a file in the repository, not from the database: it is scenery and no fact about any place.
import { existsSync, readFileSync } from 'node:fs';
import type { bboxClip } from '@turf/turf';
import { z } from 'zod';
import { type Frame, type TileAddress, tileFrame, toTileUnits } from './frame.ts';
import type { TileFeature } from './mvt.ts';
import { highestDimension, type TileShape } from './shape.ts';

const Place = z.tuple([z.number(), z.number()]);
const Line = z.array(Place).min(2);
const Rings = z.array(z.array(Place).min(4)).min(1);
const Kind = z.enum(['river', 'lake', 'park', 'field', 'built_up']);
const Background = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ kind: Kind }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('LineString'), coordinates: Line }),
        z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Line) }),
        z.object({ type: z.literal('Polygon'), coordinates: Rings }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Rings) }),
      ]),
    }),
  ),
});
export type Background = z.infer<typeof Background>['features'];
type Clipped = ReturnType<typeof bboxClip>['geometry'];

/** Reads the background from a GeoJSON file in WGS 84; none when there is no file. Throws when it is not like that. */
export function readBackground(file: URL): Background {
  if (!existsSync(file)) return [];
  return Background.parse(JSON.parse(readFileSync(file, 'utf8'))).features;
}

/** The part of the background in a tile, in the order of the file. */
export async function backgroundFeatures(background: Background, tile: TileAddress): Promise<TileFeature[]> {
  // Loaded when first needed: the library is large, and most installations have no background.
  const { bboxClip } = await import('@turf/turf');
  const frame = tileFrame(tile);
  return background.flatMap(({ geometry, properties }) => {
    const shape = shapeOf(bboxClip(geometry, frame.degrees).geometry, frame);
    return shape === undefined ? [] : [{ shape, properties: { kind: properties.kind } }];
  });
}

/** Clipping leaves a polygon without rings where nothing of it lies in the box. */
function shapeOf(part: Clipped, frame: Frame): TileShape | undefined {
  const path = (places: number[][]) => places.flatMap(([lon = 0, lat = 0]) => toTileUnits(frame, lon, lat));
  const lines =
    part.type === 'LineString' ? [part.coordinates] : part.type === 'MultiLineString' ? part.coordinates : [];
  const polygons =
    part.type === 'Polygon' ? [part.coordinates] : part.type === 'MultiPolygon' ? part.coordinates : [];
  return highestDimension({
    points: [],
    lines: lines.map(path),
    polygons: polygons.filter((rings) => rings.length > 0).map((rings) => rings.map(path)),
  });
}
