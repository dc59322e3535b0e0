// GPX → one row per track, by events, so that a file is never held whole. Planned routes and waypoints are no walks and
// are passed over. No document type is taken: what entities it declares could be made to grow without end.
import sax from 'sax';
import { type FileRow, rowOfValues, type TrackMoment } from './file-row.ts';
import { badFile, openBytes } from './open-file.ts';

/** Texts of a track that become columns, beside `startedAt`, `endedAt` (UTC) and `points`. */
const TEXTS = ['name', 'cmt', 'desc', 'src', 'type', 'number'] as const;
/** One more than a line may have: enough to be refused by its size, whatever follows. */
const MOST_POINTS = 100_001;
/** Longest text of a track that is read. */
const MOST_LETTERS = 1_000;
/** Metres of error for each unit of horizontal dilution. Our choice: the usual range error of a phone. */
const METRES_PER_HDOP = 5;

type Track = { texts: Record<string, string>; places: [number, number][][]; moments: TrackMoment[][] };

/** Reads a .gpx file (plain or gzip). Throws Problem `bad-file` when it is not GPX. */
export async function* readGpx(path: string): AsyncGenerator<FileRow> {
  const reader = new GpxReader();
  const decoder = new TextDecoder();
  let line = 0;
  try {
    for await (const chunk of await openBytes(path)) {
      if (chunk instanceof Buffer) reader.write(decoder.decode(chunk, { stream: true }));
      for (const track of reader.taken()) yield trackRow(track, ++line);
    }
    reader.close();
  } catch (error) {
    throw badFile(error);
  }
}

class GpxReader {
  readonly #parser = sax.parser(true, {});
  /** Names of the open elements, the root first. */
  readonly #open: string[] = [];
  #failure: Error | undefined;
  #isGpx = false;
  #tracks: Track[] = [];
  #track: Track = emptyTrack();
  #points = 0;
  #text = '';
  #time = '';
  #hdop = '';

  constructor() {
    const parser = this.#parser;
    parser.onerror = (error) => {
      this.#failure ??= error;
    };
    parser.ondoctype = () => {
      this.#failure ??= new Error('a GPX file has no document type');
    };
    parser.onopentag = ({ name, attributes }) => {
      this.#enter(name, String(attributes.lon ?? ''), String(attributes.lat ?? ''));
    };
    parser.ontext = (text) => {
      if (this.#text.length < MOST_LETTERS) this.#text += text;
    };
    parser.oncdata = parser.ontext;
    parser.onclosetag = (name) => this.#leave(name);
  }

  write(text: string): void {
    this.#parser.write(text);
    if (this.#failure) throw this.#failure;
  }

  close(): void {
    this.#parser.close();
    if (!this.#isGpx) this.#failure ??= new Error('<gpx> expected');
    if (this.#failure) throw this.#failure;
  }

  /** Tracks that have ended since the last call. */
  taken(): Track[] {
    const tracks = this.#tracks;
    this.#tracks = [];
    return tracks;
  }

  #enter(name: string, lon: string, lat: string): void {
    if (this.#open.length === 0) {
      this.#isGpx = name === 'gpx';
      if (!this.#isGpx) this.#failure ??= new Error(`<gpx> expected, <${name}> found`);
    }
    this.#open.push(name);
    this.#text = '';
    if (name === 'trk') {
      this.#track = emptyTrack();
      this.#points = 0;
    } else if (name === 'trkseg') {
      this.#track.places.push([]);
      this.#track.moments.push([]);
    } else if (name === 'trkpt') {
      this.#time = '';
      this.#hdop = '';
      this.#points++;
      if (this.#points <= MOST_POINTS) this.#track.places.at(-1)?.push([number(lon), number(lat)]);
    }
  }

  #leave(name: string): void {
    this.#open.pop();
    const parent = this.#open.at(-1);
    const text = this.#text.trim();
    this.#text = '';
    if (parent === 'trkpt' && name === 'time') this.#time = text;
    else if (parent === 'trkpt' && name === 'hdop') this.#hdop = text;
    else if (name === 'trkpt' && this.#points <= MOST_POINTS) {
      this.#track.moments.at(-1)?.push(momentOf(this.#time, this.#hdop));
    } else if (name === 'trk') this.#tracks.push(this.#track);
    else if (parent === 'trk' && text !== '') this.#track.texts[name] = text;
  }
}

function emptyTrack(): Track {
  return { texts: {}, places: [], moments: [] };
}

function number(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}

function momentOf(time: string, hdop: string): TrackMoment {
  // GPX writes UTC; a time without a zone would be read as the server's own.
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(time) ? time : `${time}Z`);
  const dilution = Number(hdop);
  return {
    at: Number.isNaN(at) ? null : at,
    accuracyMetres: dilution > 0 ? dilution * METRES_PER_HDOP : null,
  };
}

/** A segment of one position is no way; it is left out. */
function trackRow({ texts, places, moments }: Track, line: number): FileRow {
  const kept = places.flatMap((segment, i) => (segment.length > 1 ? [i] : []));
  const times = moments.flat().flatMap(({ at }) => (at === null ? [] : [at]));
  const iso = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : new Date(at).toISOString();
  const startedAt = iso(times[0]);
  const values = {
    ...Object.fromEntries(TEXTS.map((name) => [name, texts[name]])),
    startedAt,
    endedAt: iso(times.at(-1)),
    points: places.flat().length,
  };
  return {
    ...rowOfValues(line, values),
    ownKey: [startedAt, texts.name].filter(Boolean).join(' ') || `track ${line}`,
    geometry: { type: 'MultiLineString', coordinates: kept.map((i) => places[i]) },
    moments: kept.map((i) => moments[i] ?? []),
  };
}
