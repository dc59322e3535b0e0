// An invented country for measuring: the same seed gives the same bytes. At scale 1 it has 41,000 schools, 1,000,000
// accidents and 400,000 routes of about 22 vertices; smaller scales are a part of it at the same density.
import {
  type Accidents,
  buildAccidents,
  buildRoutes,
  buildSchools,
  type Routes,
  type Schools,
} from './facts.ts';
import { buildCommunes, type Commune } from './land.ts';
import { buildRoads, type Roads } from './roads.ts';

export type Country = {
  communes: Commune[];
  roads: Roads;
  schools: Schools;
  accidents: Accidents;
  routes: Routes;
};

export type CountryOptions = {
  scale: number;
  /** Counts at scale 1. */
  edges?: number;
  schools?: number;
  accidents?: number;
  routes?: number;
  seed?: number;
};

/** The last day of the country's accidents; they reach back three years. */
export const COUNTRY_AS_OF = '2026-10-31';

export function generateCountry({ scale, seed = 1, ...counts }: CountryOptions): Country {
  const { edges = 1_000_000, schools: schoolCount = 41_000 } = counts;
  const { accidents: accidentCount = 1_000_000, routes: routeCount = 400_000 } = counts;
  const communes = buildCommunes(scale, seed);
  const roads = buildRoads(communes, Math.round(edges * scale), seed + 1);
  const schools = buildSchools(roads, Math.round(schoolCount * scale), seed + 2);
  return {
    communes,
    roads,
    schools,
    accidents: buildAccidents(roads, Math.round(accidentCount * scale), seed + 3),
    routes: buildRoutes(roads, schools, Math.round(routeCount * scale), seed + 4),
  };
}
