// Tracks of a GPX text as rows, also when the text is cut off.
import { describe, expect, it } from 'vitest';
import { gpxColumns, trackCells } from './gpx-rows.ts';

const text = `<gpx><metadata><name>N</name></metadata><wpt lat="1" lon="2"><name>W</name></wpt><trk>
  <name>Sáng &amp; trưa</name><desc><![CDATA[a < b]]></desc><trkseg><trkpt lat="15" lon="108"><time>2026-11-20T23:10:00Z</time>
  </trkpt><trkpt lat="15.1" lon="108"><time>2026-11-20T23:11:00Z</time></trkpt></trkseg></trk><trk><trkseg><trkpt lat="15`;

describe('trackCells', () => {
  it('gives name, times and number of positions of each track', () => {
    const [first, second] = trackCells(text, 10).map((cells) =>
      Object.fromEntries(gpxColumns.map((column, i) => [column, cells[i]])),
    );
    expect(first).toMatchObject({
      name: 'Sáng & trưa',
      desc: 'a < b',
      cmt: '',
      startedAt: '2026-11-20T23:10:00Z',
      endedAt: '2026-11-20T23:11:00Z',
      points: '2',
    });
    expect(second).toMatchObject({ name: '', startedAt: '', points: '1' });
    expect(trackCells(text, 1)).toHaveLength(1);
  });
});
