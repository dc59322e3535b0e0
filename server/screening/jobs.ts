// What two threads share of a screening: one takes the schools while the other still reads the routes, and both take
// routes, a portion at a time.
import { accidentsAlongRoutes, ROUTE_CELL_METRES, type RouteTask } from './along-routes.ts';
import { accidentsNearSchools, type SchoolScreening } from './near-schools.ts';
import { buildScaledGrid, type ScaledGrid, type WeightedPlaces } from './place-grid.ts';

/** Routes a thread takes at once (our choice: some milliseconds of work). */
const PORTION = 2_000;

export type SchoolPlaces = { lon: Float64Array; lat: Float64Array };

/** What is found around schools, and the accidents in the cells in which routes are searched. */
export type Surroundings = { nearSchools: SchoolScreening; cells: ScaledGrid };

/** One sorting serves both searches: schools alone would be searched in larger cells, but not by as much as sorting takes. */
export function screenSurroundings(accidents: WeightedPlaces, schools: SchoolPlaces): Surroundings {
  const cells = buildScaledGrid(accidents, ROUTE_CELL_METRES);
  return { nearSchools: accidentsNearSchools(cells, schools), cells };
}

/** A task with the number of the first route that no thread has taken yet. */
export type SharedTask = { task: RouteTask; taken: Int32Array };

/** Screens the routes that no other thread takes. */
export function screenShareOfRoutes({ task, taken }: SharedTask): void {
  accidentsAlongRoutes(task, portions(taken, task.order.length));
}

function* portions(taken: Int32Array, count: number): Generator<[number, number]> {
  for (;;) {
    const from = Atomics.add(taken, 0, PORTION);
    if (from >= count) return;
    yield [from, Math.min(from + PORTION, count)];
  }
}
