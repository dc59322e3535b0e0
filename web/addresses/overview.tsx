// The overview and the pages of schools: they carry the charts and tables that the map does without.
import { createRoute } from '@tanstack/react-router';
import { lazy } from 'react';
import { readOverview, writeOverview } from '../screens/overview/overview-link.ts';
import { signedInPage } from './page.tsx';
import { underRoot } from './root.tsx';

const OverviewScreen = lazy(async () => ({
  default: (await import('../screens/overview/overview-screen.tsx')).OverviewScreen,
}));
const SchoolScreen = lazy(async () => ({
  default: (await import('../screens/school/school-screen.tsx')).SchoolScreen,
}));

const overview = createRoute({
  getParentRoute: underRoot,
  path: '/tong-quan',
  validateSearch: (raw: Record<string, unknown>): Record<string, string> => writeOverview(readOverview(raw)),
  component: () => {
    const search = overview.useSearch();
    return signedInPage((session) => <OverviewScreen session={session} search={search} />);
  },
});

const school = createRoute({
  getParentRoute: underRoot,
  path: '/truong/$id',
  component: () => {
    const { id } = school.useParams();
    return signedInPage((session) => <SchoolScreen key={id} session={session} id={id} />);
  },
});

export const overviewAddresses = { overview, school };
