// The surroundings of all schools on several processors: this thread and another take schools from one list.
import { buildGraph } from '../network/graph.ts';
import type { Progress } from '../runs/analysis.ts';
import { spawnWorker } from '../worker-thread.ts';
import type { RiskInput } from './input.ts';
import { groupFacts } from './school-facts.ts';
import { type SchoolPlaces, type Surroundings, surveyNetwork, type Terrain } from './surroundings.ts';

/** From this many schools a second thread gains more than the network's copy costs (our choice: some provinces). */
const SCHOOLS_FOR_THREADS = 4_000;
/** Schools taken at a time. */
const SCHOOLS_TAKEN = 8;

/** What the other thread is given; `taken` is the number of the first school that nobody has taken yet. */
export type SharedSchools = { terrain: Terrain; places: SchoolPlaces[]; taken: Int32Array };

export type NumberedSurroundings = [school: number, surroundings: Surroundings];

/** Of a computation's input, what lies around schools hangs on these. */
type Surrounded = Pick<
  RiskInput,
  'schools' | 'gates' | 'routes' | 'observations' | 'network' | 'parameters'
> &
  Pick<Terrain, 'accidents'>;

/** What lies around every school, in the order of `input.schools`; on two threads where there is much to do. */
export async function surroundingsOf(
  input: Surrounded,
  progress: Progress,
  schoolsForThreads = SCHOOLS_FOR_THREADS,
): Promise<{ around: Surroundings[]; notes: Record<string, unknown> }> {
  const { gates, routes } = groupFacts(input);
  const places = input.schools.map((school) => ({
    school,
    gates: gates.get(school.id) ?? [],
    routes: routes.get(school.id) ?? [],
  }));
  const { xs, ys } = input.accidents;
  const graph = buildGraph(input.network.edges);
  const terrain = { graph, accidents: { xs, ys }, parameters: input.parameters };
  const shared: SharedSchools = {
    terrain,
    places,
    taken: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  };
  const other = places.length < schoolsForThreads ? undefined : startOther(shared);
  try {
    const survey = surveyNetwork(terrain);
    const around: Surroundings[] = Array.from({ length: places.length });
    const ours = takeSchools(shared, survey, progress);
    for (const [school, surroundings] of [...ours, ...((await other?.theirs) ?? [])]) {
      around[school] = surroundings;
    }
    return { around, notes: survey.notes };
  } finally {
    await other?.thread.terminate();
  }
}

function startOther(shared: SharedSchools) {
  const thread = spawnWorker(new URL('./surroundings-worker.ts', import.meta.url), { workerData: shared });
  const theirs = new Promise<NumberedSurroundings[]>((resolve, reject) => {
    thread.once('message', resolve).once('error', reject);
  });
  // Whatever it meets while this thread is busy is thrown where it is awaited.
  theirs.catch(() => {});
  return { thread, theirs };
}

/** Looks around schools until none is left that no thread has taken. */
export function takeSchools(
  { places, taken }: SharedSchools,
  { around }: ReturnType<typeof surveyNetwork>,
  progress?: Progress,
): NumberedSurroundings[] {
  const found: NumberedSurroundings[] = [];
  for (;;) {
    const first = Atomics.add(taken, 0, SCHOOLS_TAKEN);
    if (first >= places.length) return found;
    progress?.('surroundings', first, places.length);
    places.slice(first, first + SCHOOLS_TAKEN).forEach((one, i) => {
      found.push([first + i, around(one)]);
    });
  }
}
