// What the map takes from and gives to the screen around it, apart from any map library,
// so that screens can name a layer or a selection without loading the map.
import type { EmergingClass, HotspotMethod } from '../../contract/codes.ts';

export type MapLayerId =
  | 'routes'
  | 'accidents'
  | 'hotspots'
  | 'spots'
  | 'findings'
  | 'gates'
  | 'schools'
  | 'units';

export type MapSelection =
  | { kind: 'school'; id: string }
  | { kind: 'hotspot'; run: string; number: number }
  | { kind: 'accident'; id: string }
  | { kind: 'spot'; id: string }
  | null;

/** Degrees, WGS 84, and the zoom level of the map. */
export type MapCamera = { lon: number; lat: number; zoom: number };

export type HotspotRun = {
  run: string;
  method: HotspotMethod;
  /** Also the places one accident short of the rule, as in the list. */
  nearMiss: boolean;
};

/** A place that a search found and that is no record to open. */
export type MapFound =
  | { kind: 'unit'; id: string }
  | { kind: 'road'; by: 'name' | 'number'; label: string }
  | { kind: 'point'; lon: number; lat: number };

/** Where to fly: a place, or a box of degrees (west, south, east, north). */
export type MapTarget =
  | { lon: number; lat: number; zoom?: number }
  | { box: [number, number, number, number] };

export type MapViewProps = {
  /** From the URL; null: fit `bounds`. Read again whenever it differs from where the map is. */
  camera: MapCamera | null;
  /** West, south, east, north in degrees. */
  bounds: [number, number, number, number];
  /** After the user moved the map, once it rests. */
  onCamera(camera: MapCamera): void;
  /** Query string of the accident filter, '' for none; goes onto the accident tile address. */
  accidentQuery: string;
  visible: ReadonlySet<MapLayerId>;
  riskRun: string | null;
  hotspotRuns: readonly HotspotRun[];
  selection: MapSelection;
  onSelect(selection: MapSelection): void;
  /** Places to ring, such as the members of the open hotspot. */
  highlight: readonly { lon: number; lat: number }[];
  /** Flies there when `at` changes. */
  focus: (MapTarget & { at: number }) | null;
  /** Drawn over the map; a point is ringed. */
  found: MapFound | null;
  /** Pixels covered by panels. */
  padding: { left: number; right: number; bottom: number };
  language: 'vi' | 'en';
  label(key: MapTextKey): string;
  /** Whose data is shown, as its licences ask (ODbL 1.0, 4.3); empty when nobody has to be named. */
  credits: readonly string[];
  /** A tile was refused because nobody is signed in. */
  onSignedOut?(): void;
  /** A tile could not be read for another reason; told at most once in five seconds. */
  onTileError?(status: number | null): void;
};

export type MapLabel = (key: MapTextKey) => string;

/** Every text the map shows; the screen around it gives the words in the user's language. */
export type MapTextKey =
  | `layer.${MapLayerId}`
  | `band.${'low' | 'high' | 'none'}`
  | `severity.${'fatal' | 'serious' | 'slight' | 'property'}`
  | `hotspot.${HotspotMethod | 'near_miss'}`
  | `density.${'title' | 'thin' | 'dense'}`
  | `hexagon.${'title' | 'few' | 'many' | 'note' | '-3' | '-2' | '-1' | '0' | '1' | '2' | '3'}`
  | `emerging.${EmergingClass}`
  | `spot.${'stopping_parking' | 'vehicle_keeping' | 'encroachment' | 'handled'}`
  | `route.${'surveyed' | 'unsurveyed'}`
  | `finding.${'open' | 'recommended' | 'done'}`
  | `gate.${'gate' | 'zone'}`
  | `legend.${'title' | 'band' | 'pupil' | 'approximate' | 'heat' | 'invented'}`
  | `chooser.${'title' | 'close' | 'accidents' | 'sightings'}`
  | `control.${'map' | 'zoom_in' | 'zoom_out' | 'locate' | 'locate_unavailable' | 'loading' | 'unsupported'}`
  | 'source.own';
