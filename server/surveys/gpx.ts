// The walks of a survey as GPX 1.1: the roads they were matched to. Where anybody was, moment by moment, is not in it.

export type WalkLines = {
  id: string;
  walkedOn: string;
  /** Unbroken ways, each [longitude, latitude] by place. */
  lines: readonly (readonly (readonly [number, number])[])[];
};
export type SurveyHead = { schoolName: string; surveyedOn: string; invented: boolean };

/** One track per walk, called by its day, one segment per unbroken way. */
export function gpxOf({ schoolName, surveyedOn, invented }: SurveyHead, walks: readonly WalkLines[]): string {
  const about = [
    'Đường đã đi, khớp theo bản đồ; không có vị trí và giờ của người đi.',
    'Roads followed, matched to the map; no positions or times of who walked.',
    ...(invented ? ['Dữ liệu minh hoạ / invented data.'] : []),
  ].join(' ');
  const tracks = walks.map(
    ({ id, walkedOn, lines }) =>
      `<trk><name>${walkedOn}</name><cmt>${id}</cmt>\n${lines.map(segment).join('\n')}\n</trk>\n`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<gpx version="1.1" creator="Cổng An Toàn" xmlns="http://www.topografix.com/GPX/1/1">\n' +
    `<metadata><name>${xmlText(`${schoolName} ${surveyedOn}`)}</name><desc>${about}</desc></metadata>\n` +
    `${tracks.join('')}</gpx>\n`
  );
}

function segment(line: WalkLines['lines'][number]): string {
  const points = line.map(([longitude, latitude]) => `<trkpt lat="${latitude}" lon="${longitude}"/>`);
  return `<trkseg>${points.join('')}</trkseg>`;
}

/** Text of an element: what XML 1.0 has no place for is left out. */
function xmlText(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
