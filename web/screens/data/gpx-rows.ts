// The tracks of a GPX text that may be cut off anywhere: their texts and times as rows of cells, without reading the
// positions, of which there may be many thousands.

/** What a GPX track is known by, as the server calls it. */
export const gpxColumns = ['name', 'cmt', 'desc', 'src', 'type', 'number', 'startedAt', 'endedAt', 'points'];

/** Cells of up to `most` tracks, one per column. */
export function trackCells(text: string, most: number): string[][] {
  const tracks = text.split(/<trk[\s>]/).slice(1, most + 1);
  return tracks.map((track) => {
    const start = /<trkpt[\s>]/.exec(track)?.index ?? track.length;
    const head = track.slice(0, start);
    const times = [...track.slice(start).matchAll(/<time>\s*([^<]*?)\s*<\/time>/g)].map(
      ([, time]) => time ?? '',
    );
    const counted: Record<string, string> = {
      startedAt: times[0] ?? '',
      endedAt: times.at(-1) ?? '',
      points: String(track.split(/<trkpt[\s>]/).length - 1),
    };
    return gpxColumns.map((column) => counted[column] ?? textOf(head, column));
  });
}

function textOf(head: string, name: string): string {
  const found = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(head)?.[1]?.trim() ?? '';
  const plain = /^<!\[CDATA\[([\s\S]*?)\]\]>$/.exec(found)?.[1] ?? found;
  return plain
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
