// Accidents within 30 m of every route to school, in a straight line. Apart and on typed arrays because it measures a
// country's routes, segment by segment, in half a second; several threads may each take a part of the routes.
import { PLACE, type ScaledGrid, sharedFloats } from './place-grid.ts';

/** Half the width of the strip along a route, metres (our choice: a road with its verges and the error of a GPS). */
const ROUTE_METRES = 30;

/** Cells of the grid that suits the search: short pieces of road in few cells. */
export const ROUTE_CELL_METRES = 200;

/**
 * Segments that follow each other are searched together until they reach this far (our choice, about a cell): an accident
 * in reach of one is mostly in reach of the next.
 */
const PIECE_METRES = 200;

/**
 * Routes as lines; route r has vertices start[r] .. start[r + 1] - 1 of lonLat (longitude, latitude, longitude …), two
 * at least.
 */
export type RouteLines = { lonLat: Float64Array; start: Uint32Array };

/** One element per route. */
export type RouteScreening = { accidents: Uint32Array; weight: Float64Array };

/** Everything that threads share: the result has one element per route; `order` is that of the search. */
export type RouteTask = {
  accidents: ScaledGrid;
  routes: RouteLines;
  order: Uint32Array;
  found: RouteScreening;
};

/**
 * A task whose result is empty and lies in shared memory. The closer together routes lie that follow each other in
 * `order`, the faster they are searched: what lies around one is still at hand for the next.
 */
export function routeTask(accidents: ScaledGrid, routes: RouteLines, order: Uint32Array): RouteTask {
  const count = routes.start.length - 1;
  const found = {
    accidents: new Uint32Array(new SharedArrayBuffer(4 * count)),
    weight: sharedFloats(count),
  };
  return { accidents, routes, order, found };
}

/**
 * Accidents at most 30 m from each route of the ranges [from, to) of the task's order, each counted once per route,
 * written into the task's result. A distance is measured straight in the plane of the accident's own scale. Longitudes
 * must not cross the antimeridian.
 */
export function accidentsAlongRoutes(
  { accidents, routes, order, found }: RouteTask,
  ranges: Iterable<readonly [number, number]>,
): void {
  const { places, east, north, first, columns, rows, west, south, perDegree } = accidents;
  const { lonLat, start } = routes;
  // The name of this function, not of another module: the inner loop runs tens of millions of times.
  const step = PLACE;
  const limit = ROUTE_METRES * ROUTE_METRES;
  const leastNorth = least(north);
  const lonReach = (ROUTE_METRES * 1.001) / least(east);
  const latReach = (ROUTE_METRES * 1.001) / leastNorth;
  const pieceReach = PIECE_METRES / leastNorth;
  // The route that counted an accident last, plus 1.
  const countedBy = new Uint32Array(east.length);
  const one = (route: number): void => {
    const stamp = route + 1;
    let count = 0;
    let sum = 0;
    const last = start[stamp]! * 2 - 2;
    let to = start[route]! * 2;
    while (to < last) {
      // A piece: its vertices, of which the last is the first of the next piece, and the box around them.
      const from = to;
      let left = lonLat[from]!;
      let right = left;
      let bottom = lonLat[from + 1]!;
      let top = bottom;
      do {
        to += 2;
        const longitude = lonLat[to]!;
        const latitude = lonLat[to + 1]!;
        if (longitude < left) left = longitude;
        else if (longitude > right) right = longitude;
        if (latitude < bottom) bottom = latitude;
        else if (latitude > top) top = latitude;
      } while (to < last && right - left < pieceReach && top - bottom < pieceReach);
      left -= lonReach;
      right += lonReach;
      bottom -= latReach;
      top += latReach;
      const firstColumn = Math.max(Math.floor((left - west) * perDegree), 0);
      const lastColumn = Math.min(Math.floor((right - west) * perDegree), columns - 1);
      if (firstColumn > lastColumn) continue;
      const lastRow = Math.min(Math.floor((top - south) * perDegree), rows - 1);
      for (let row = Math.max(Math.floor((bottom - south) * perDegree), 0); row <= lastRow; row++) {
        const end = first[row * columns + lastColumn + 1]!;
        for (let k = first[row * columns + firstColumn]!; k < end; k++) {
          const px = places[k * step]!;
          const py = places[k * step + 1]!;
          if (px < left || px > right || py < bottom || py > top || countedBy[k] === stamp) continue;
          const eastScale = east[k]!;
          const northScale = north[k]!;
          // Metres from the accident to both ends of each segment.
          let bx = (lonLat[from]! - px) * eastScale;
          let by = (lonLat[from + 1]! - py) * northScale;
          for (let v = from + 2; v <= to; v += 2) {
            const ax = bx;
            const ay = by;
            bx = (lonLat[v]! - px) * eastScale;
            by = (lonLat[v + 1]! - py) * northScale;
            const ux = bx - ax;
            const uy = by - ay;
            const square = ux * ux + uy * uy;
            const along = -(ax * ux + ay * uy);
            const across = ax * uy - ay * ux;
            // Nearest is the first end, the second, or a place between, whose distance is taken without a division.
            const isNear =
              along <= 0
                ? ax * ax + ay * ay <= limit
                : along >= square
                  ? bx * bx + by * by <= limit
                  : across * across <= limit * square;
            if (isNear) {
              countedBy[k] = stamp;
              count++;
              sum += places[k * step + 2]!;
              break;
            }
          }
        }
      }
    }
    found.accidents[route] = count;
    found.weight[route] = sum;
  };
  for (const [from, to] of ranges) for (let i = from; i < to; i++) one(order[i]!);
}

function least(values: Float64Array): number {
  let found = Infinity;
  for (let i = 0; i < values.length; i++) if (values[i]! < found) found = values[i]!;
  return found;
}
