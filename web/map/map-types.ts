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
  | 'no_stopping'
  | 'schools'
  | 'units';

/** What can be made paler: every layer, and the base under them. */
export type FadableId = MapLayerId | 'basemap';

/** How accidents are drawn: by zoom, or always as a heat, as counted hexagons or as single points. */
export type AccidentView = 'auto' | 'heat' | 'hexagons' | 'points';

/** Light or dark map; the screens around it have the same. */
export type MapScheme = 'light' | 'dark';

/** The counted hexagons on the map now: their width on the ground, and the lowest count of each class. */
export type BinClasses = { widthMetres: number; breaks: readonly number[]; isGrouped: boolean };

/** A measurement so far; `squareMetres` from three points on, null for a distance. */
export type Measured = {
  kind: 'distance' | 'area';
  points: number;
  metres: number;
  squareMetres: number | null;
  isDone: boolean;
};

export type Measuring = { undo(): void; restart(): void; stop(): void };

/** How a measurement is written beside its line. */
export type MeasureWords = { metres(metres: number): string; squareMetres(squareMetres: number): string };

/** A view for paper: size in CSS pixels, and how many dots of the picture one of them has. */
export type PictureRequest = {
  widthPx: number;
  heightPx: number;
  dotsPerPx: number;
  camera: MapCamera;
};

/** What a screen may do with the living map beyond its props. */
export type MapHandle = {
  /** Clicks set points until `stop`; `onChange` tells after each of them. */
  measure(
    kind: Measured['kind'],
    words: MeasureWords,
    onChange: (measured: Measured) => void,
  ): Promise<Measuring>;
  /**
   * The same content drawn apart from the screen, always light, and the hexagons counted for it, which differ from
   * those of the screen where the zoom does. Rejects when the map cannot be drawn.
   */
  picture(request: PictureRequest): Promise<{ canvas: HTMLCanvasElement; bins: BinClasses | null }>;
  /** What is on the screen, at its dots: for who prints without asking the application first. */
  copyNow(): HTMLCanvasElement;
  /** What the person sees between the panels now. */
  view(): { camera: MapCamera; widthPx: number; heightPx: number };
  showAll(): void;
  focus(): void;
};

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
  /** Where all data lies: no tiles are asked for outside of it. */
  territory: [number, number, number, number];
  /** After the user moved the map, once it rests. */
  onCamera(camera: MapCamera): void;
  /** Query string of the accident filter, '' for none; goes onto the accident tile address. */
  accidentQuery: string;
  visible: ReadonlySet<MapLayerId>;
  /** Shares from 0 to 1; a layer that is not named is drawn in full. */
  opacity: ReadonlyMap<FadableId, number>;
  accidentView: AccidentView;
  scheme: MapScheme;
  /** False while a panel shows the legend. */
  hasLegend: boolean;
  riskRun: string | null;
  /** Query string of the school filter, '' for none. */
  schoolQuery: string;
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
  /** The living map once it can be used, null when it is gone. */
  onHandle?(handle: MapHandle | null): void;
  /** After the counted hexagons changed; null while none are drawn. */
  onBins?(bins: BinClasses | null): void;
  /** A key typed while the map has the keyboard, for shortcuts of the screen. */
  onKey?(key: string): void;
  /** A person asked for the coordinates of a place to be copied: degrees, latitude first. */
  onCopy?(text: string): void;
  /** A tile was refused because nobody is signed in. */
  onSignedOut?(): void;
  /** A tile could not be read for another reason; told at most once in five seconds. */
  onTileError?(status: number | null): void;
};

export type MapLabel = (key: MapTextKey) => string;

/** Every text the map shows; the screen around it gives the words in the user's language. */
export type MapTextKey =
  | `layer.${FadableId}`
  | `band.${'low' | 'high' | 'none'}`
  | `severity.${'fatal' | 'serious' | 'slight' | 'property'}`
  | `hotspot.${HotspotMethod | 'near_miss'}`
  | `density.${'title' | 'thin' | 'dense'}`
  | `hexagon.${'title' | 'few' | 'many' | 'note' | '-3' | '-2' | '-1' | '0' | '1' | '2' | '3'}`
  | `emerging.${EmergingClass}`
  | `spot.${'stopping_parking' | 'vehicle_keeping' | 'encroachment' | 'handled'}`
  | `route.${'surveyed' | 'old' | 'unsurveyed'}`
  | `no_stopping.${'zone' | 'gate' | 'junction' | 'law'}`
  | `finding.${'open' | 'recommended' | 'done'}`
  | `gate.${'gate' | 'zone'}`
  | `legend.${'title' | 'band' | 'pupil' | 'approximate' | 'heat' | 'invented' | 'bins' | 'bins_width' | 'bins_part' | 'bins_grouped' | 'group'}`
  | `place.${'title' | 'copy'}`
  | `chooser.${'title' | 'close' | 'accidents' | 'sightings'}`
  | `control.${'map' | 'zoom_in' | 'zoom_out' | 'locate' | 'locate_unavailable' | 'loading' | 'unsupported'}`
  | 'source.own';
