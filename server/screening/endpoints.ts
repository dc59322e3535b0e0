// The screening over HTTP.
import { getSchoolScreening } from '../../contract/screening.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import * as queries from './queries.ts';
import { WINDOW_MONTHS } from './recompute.ts';

export const screeningEndpoints: Endpoint[] = [
  endpoint(getSchoolScreening, async ({ params }, { tx }) => {
    const screening = await queries.getSchoolScreening(tx, params.id);
    if (screening === undefined) throw new Problem('not-found');
    return { ...screening, windowMonths: WINDOW_MONTHS };
  }),
];
