// The search over HTTP.
import type { z } from 'zod';
import type { KmReason } from '../../contract/road.ts';
import { type FoundKm, search, searchLimit } from '../../contract/search.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { locateAddress } from '../network/address-queries.ts';
import { formatKmAddress, parseKmAddress } from '../network/linear-reference.ts';
import { kmQuestion } from './km-question.ts';
import { namePattern, numberPattern } from './name-pattern.ts';
import * as queries from './queries.ts';

export const searchEndpoints: Endpoint[] = [
  endpoint(search, async ({ query: { q } }, call) => {
    const { tx } = call;
    const { today } = actorOf(call);
    const pattern = namePattern(q);
    return {
      schools: await queries.findSchools(tx, pattern),
      units: await queries.findUnits(tx, pattern, today),
      roads: await queries.findRoads(tx, pattern, numberPattern(q), today),
      ...(await findPlaces(tx, q)),
    };
  }),
];

type Places = { places: z.infer<typeof FoundKm>[]; placeReason: z.infer<typeof KmReason> | null };

/** The kilometre address of a question on every road that it may mean. */
async function findPlaces(tx: Parameters<typeof queries.findSchools>[0], text: string): Promise<Places> {
  const question = kmQuestion(text);
  const parsed = question === undefined ? undefined : parseKmAddress(question.address);
  if (question === undefined || parsed === undefined) return { places: [], placeReason: null };
  const { road, address } = question;
  const refs = road === '' ? [] : await queries.listRoadRefs(tx, namePattern(road), numberPattern(road));
  const written = parsed.hasMetres ? formatKmAddress(parsed) : `Km${parsed.km}`;
  const places: z.infer<typeof FoundKm>[] = [];
  let placeReason: z.infer<typeof KmReason> | null = 'no_road';
  for (const ref of refs) {
    const found = await locateAddress(tx, ref, address);
    places.push(...found.places.map((place) => ({ ...place, ref, address: written })));
    placeReason = found.reason;
  }
  return { places: places.slice(0, searchLimit), placeReason: places.length > 0 ? null : placeReason };
}
