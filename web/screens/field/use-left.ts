// What is left to survey around one school while its pages are open.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getSchoolCoverage } from '../../../contract/coverage.ts';
import type { Position } from '../../../contract/geometry.ts';
import { call } from '../../api.ts';
import { useField } from './field-context.tsx';
import { linesOf, type RouteLeft, routesLeft } from './left.ts';
import type { PackSchool } from './pack.ts';

type Left = { routes: RouteLeft[]; lines: Position[][]; isOld: boolean };

/**
 * What is left of each route: by the ledger while there is a network, without one by the pack; both without what was done on
 * this phone since. `isOld`: the ledger was not reached.
 */
export function useLeft(school: PackSchool): Left {
  const { items, packRow } = useField();
  // Nothing waits for it.
  const coverage = useQuery({
    queryKey: [getSchoolCoverage.name, school.id],
    queryFn: ({ signal }) => call(getSchoolCoverage, { params: { id: school.id } }, signal),
    retry: false,
  });
  const { data, dataUpdatedAt } = coverage;
  return useMemo(() => {
    if (packRow === null) return { routes: [], lines: [], isOld: true };
    const { pack, savedAt } = packRow;
    const known = {
      pack,
      items,
      since: data === undefined ? savedAt : new Date(dataUpdatedAt).toISOString(),
    };
    const ownRoutes = school.routes.map((route) =>
      data === undefined
        ? route
        : { ...route, unsurveyed: data.gaps.filter(({ routeId }) => routeId === route.id) },
    );
    const routes = routesLeft(known, [{ ...school, routes: ownRoutes }]);
    return { routes, lines: linesOf(routes), isOld: data === undefined };
  }, [data, dataUpdatedAt, items, packRow, school]);
}
