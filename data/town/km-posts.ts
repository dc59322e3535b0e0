// Km posts of QL.99: believable posts are not exactly 1,000 m apart, so a written "Km 14+250" must
// be read between neighbouring posts (Luật Đường bộ 35/2024/QH15, art. 23).
import { mainRoads } from './layout.ts';
import { type Line, lengthOf, nearestOnLine, pointAlong, smooth, type XY } from './plane.ts';

export interface KmPost {
  readonly km: number;
  readonly at: XY;
  readonly along: number;
}

/** Metres between one post and the next, from the western end of QL.99; the first stands 180 m in. */
const SPACINGS = [180, 985, 1020, 1000, 970, 1035, 1000, 1010];
const FIRST_KM = 12;

/** QL.99 as one line through both communes. */
export const nationalRoad: Line = smooth(mainRoads[0]!.controls, 22);

export const kmPosts: readonly KmPost[] = SPACINGS.flatMap((_, i) => {
  const along = SPACINGS.slice(0, i + 1).reduce((sum, each) => sum + each, 0);
  return along > lengthOf(nationalRoad)
    ? []
    : [{ km: FIRST_KM + i, along, at: pointAlong(nationalRoad, along).point }];
});

/** The address a report would write for a place on QL.99: the post before it and the metres past it, to 10 m. */
export function kmAddress(at: XY): string {
  const { along } = nearestOnLine(nationalRoad, at);
  const before = kmPosts.filter((post) => post.along <= along).at(-1);
  if (!before) return `Km ${FIRST_KM}+000`;
  return `Km ${before.km}+${String(Math.round((along - before.along) / 10) * 10).padStart(3, '0')}`;
}
