// What the tests of the field start from: one school of each commune with its gate and routes.
import type { TestApp } from './app.ts';

export type FieldSchool = {
  id: string;
  location: { type: 'Point'; coordinates: [number, number] };
  gates: { id: string }[];
  routes: {
    id: string;
    lengthMetres: number;
    path: { type: 'LineString'; coordinates: [number, number][] };
  }[];
};

/** A school by a part of its name. */
export async function schoolNamed(town: TestApp, search: string): Promise<FieldSchool> {
  const planner = await town.as('planner');
  const list = await planner.get('/api/schools').query({ search }).expect(200);
  const { body } = await planner.get(`/api/schools/${list.body.schools[0].id}`).expect(200);
  return body;
}

/** Rows read past row security. */
export async function asSystem<Row>(town: TestApp, sql: string): Promise<Row[]> {
  return town.context.db.transaction(async (tx) => {
    await tx.raw('select begin_system_scope()');
    const { rows } = await tx.raw<{ rows: Row[] }>(sql);
    return rows;
  });
}

/** A walk along a line at 1.2 m/s with a position every ten metres, each some metres beside the road. */
export function walkAlong(line: readonly (readonly [number, number])[]): [number, number, number, number][] {
  const fixes: [number, number, number, number][] = [];
  let seconds = 0;
  line.forEach(([x, y], i) => {
    const next = line[i + 1];
    if (next === undefined) return;
    const metres = Math.hypot((next[0] - x) * 107_000, (next[1] - y) * 111_000);
    const steps = Math.max(1, Math.round(metres / 10));
    for (let k = 0; k < steps; k++) {
      const aside = k % 2 === 0 ? 0.00003 : -0.00003;
      fixes.push([x + ((next[0] - x) * k) / steps, y + ((next[1] - y) * k) / steps + aside, seconds, 6]);
      seconds += metres / steps / 1.2;
    }
  });
  return fixes;
}
