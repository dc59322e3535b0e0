// Addresses of the application. Parameters of an address are plain text ("severity=fatal,serious"), so a link
// can be read, shortened and mended by hand.
import { createRootRoute, createRoute, createRouter, Navigate, Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { readComparison, writeComparison } from './screens/compare/compare-link.ts';
import type { DataPage } from './screens/data/data-screen.tsx';
import { readDuties, writeDuties } from './screens/duties/duty-link.ts';
import { ErrorBoundary } from './screens/error-boundary.tsx';
import { readOverview, writeOverview } from './screens/overview/overview-link.ts';
import { readPilotLink, writePilotLink } from './screens/pilots/pilot-link.ts';
import { parseAddress, readPlanning, writeAddress, writePlanning } from './screens/planning/url-state.ts';
import { SignedIn } from './screens/sign-in/signed-in.tsx';
import { PanelSkeleton } from './screens/states.tsx';

const root = createRootRoute({
  component: () => (
    <ErrorBoundary>
      <Outlet />
    </ErrorBoundary>
  ),
});

// The largest screen: who is not signed in yet need not wait for it.
const PlanningScreen = lazy(async () => ({
  default: (await import('./screens/planning/planning-screen.tsx')).PlanningScreen,
}));

const planning = createRoute({
  getParentRoute: () => root,
  path: '/',
  // Read and written once, so that what cannot be understood also leaves the address.
  validateSearch: (raw: Record<string, unknown>): Record<string, string> => writePlanning(readPlanning(raw)),
  component: () => (
    <SignedIn>
      {(session) => (
        <Suspense fallback={<PanelSkeleton />}>
          <PlanningScreen session={session} />
        </Suspense>
      )}
    </SignedIn>
  ),
});

const InvitationScreen = lazy(async () => ({
  default: (await import('./screens/sign-in/invitation-screen.tsx')).InvitationScreen,
}));

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: () => (
    <Suspense fallback={<PanelSkeleton />}>
      <InvitationScreen token={invitation.useParams().token} />
    </Suspense>
  ),
});

// Few people bring data in: everybody else never loads these pages.
const DataScreen = lazy(async () => ({
  default: (await import('./screens/data/data-screen.tsx')).DataScreen,
}));

function dataPage(page: DataPage): ReactNode {
  return (
    <SignedIn>
      {(session) => (
        <Suspense fallback={<PanelSkeleton />}>
          <DataScreen session={session} page={page} />
        </Suspense>
      )}
    </SignedIn>
  );
}

const imports = createRoute({
  getParentRoute: () => root,
  path: '/du-lieu',
  component: () => dataPage({ name: 'list' }),
});

const newImport = createRoute({
  getParentRoute: () => root,
  path: '/du-lieu/nhap',
  component: () => dataPage({ name: 'new' }),
});

const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/du-lieu/trung-lap',
  component: () => dataPage({ name: 'duplicates' }),
});

const unlocated = createRoute({
  getParentRoute: () => root,
  path: '/du-lieu/chua-co-vi-tri',
  component: () => dataPage({ name: 'unlocated' }),
});

const oneImport = createRoute({
  getParentRoute: () => root,
  path: '/du-lieu/$id',
  component: () => dataPage({ name: 'import', id: oneImport.useParams().id }),
});

// The overview and the pages of schools carry the charts and tables that the map screen does without.
const OverviewScreen = lazy(async () => ({
  default: (await import('./screens/overview/overview-screen.tsx')).OverviewScreen,
}));

const overview = createRoute({
  getParentRoute: () => root,
  path: '/tong-quan',
  validateSearch: (raw: Record<string, unknown>): Record<string, string> => writeOverview(readOverview(raw)),
  component: () => {
    const search = overview.useSearch();
    return (
      <SignedIn>
        {(session) => (
          <Suspense fallback={<PanelSkeleton />}>
            <OverviewScreen session={session} search={search} />
          </Suspense>
        )}
      </SignedIn>
    );
  },
});

const SchoolScreen = lazy(async () => ({
  default: (await import('./screens/school/school-screen.tsx')).SchoolScreen,
}));

const school = createRoute({
  getParentRoute: () => root,
  path: '/truong/$id',
  component: () => {
    const { id } = school.useParams();
    return (
      <SignedIn>
        {(session) => (
          <Suspense fallback={<PanelSkeleton />}>
            <SchoolScreen key={id} session={session} id={id} />
          </Suspense>
        )}
      </SignedIn>
    );
  },
});

const CompareScreen = lazy(async () => ({
  default: (await import('./screens/compare/compare-screen.tsx')).CompareScreen,
}));

const comparison = createRoute({
  getParentRoute: () => root,
  path: '/so-sanh',
  validateSearch: (raw: Record<string, unknown>) => writeComparison(readComparison(raw)),
  component: () => (
    <SignedIn>
      {(session) => (
        <Suspense fallback={<PanelSkeleton />}>
          <CompareScreen session={session} />
        </Suspense>
      )}
    </SignedIn>
  ),
});

// The survey opens without a network and without a session of today: it looks after both itself.
const FieldScreen = lazy(async () => ({
  default: (await import('./screens/field/field-screen.tsx')).FieldScreen,
}));

const survey = createRoute({
  getParentRoute: () => root,
  path: '/khao-sat',
  component: () => (
    <Suspense fallback={<PanelSkeleton />}>
      <FieldScreen page="" />
    </Suspense>
  ),
});

const surveyPage = createRoute({
  getParentRoute: () => root,
  path: '/khao-sat/$',
  component: () => (
    <Suspense fallback={<PanelSkeleton />}>
      <FieldScreen page={surveyPage.useParams()._splat ?? ''} />
    </Suspense>
  ),
});

const DutyScreen = lazy(async () => ({
  default: (await import('./screens/duties/duty-screen.tsx')).DutyScreen,
}));
const DutyPage = lazy(async () => ({
  default: (await import('./screens/duties/duty-screen.tsx')).DutyPage,
}));

const LetterPage = lazy(async () => ({
  default: (await import('./screens/duties/letter-page.tsx')).LetterPage,
}));

const duties = createRoute({
  getParentRoute: () => root,
  path: '/cong-viec',
  validateSearch: (raw: Record<string, unknown>): Record<string, string> => writeDuties(readDuties(raw)),
  component: () => {
    const search = duties.useSearch();
    return (
      <SignedIn>
        {(session) => (
          <Suspense fallback={<PanelSkeleton />}>
            <DutyScreen session={session} search={search} />
          </Suspense>
        )}
      </SignedIn>
    );
  },
});

const dutyPage = createRoute({
  getParentRoute: () => root,
  path: '/cong-viec/$kind/$id',
  component: () => {
    const { kind, id } = dutyPage.useParams();
    return (
      <SignedIn>
        {(session) => (
          <Suspense fallback={<PanelSkeleton />}>
            <DutyPage session={session} kind={kind} id={id} />
          </Suspense>
        )}
      </SignedIn>
    );
  },
});

const dutyLetter = createRoute({
  getParentRoute: () => root,
  path: '/cong-viec/bat-cap/$id/in',
  component: () => {
    const { id } = dutyLetter.useParams();
    return (
      <SignedIn>
        {(session) => (
          <Suspense fallback={<PanelSkeleton />}>
            <LetterPage session={session} id={id} />
          </Suspense>
        )}
      </SignedIn>
    );
  },
});

// Whoever never draws a plan never loads the editor.
const PlanListScreen = lazy(async () => ({
  default: (await import('./screens/plan/plan-list-screen.tsx')).PlanListScreen,
}));
const PlanScreen = lazy(async () => ({
  default: (await import('./screens/plan/plan-screen.tsx')).PlanScreen,
}));
const PlanPaperScreen = lazy(async () => ({
  default: (await import('./screens/plan/paper-screen.tsx')).PlanPaperScreen,
}));

const plans = createRoute({
  getParentRoute: () => root,
  path: '/quy-hoach',
  component: () => (
    <SignedIn>
      {(session) => (
        <Suspense fallback={<PanelSkeleton />}>
          <PlanListScreen session={session} />
        </Suspense>
      )}
    </SignedIn>
  ),
});

const plan = createRoute({
  getParentRoute: () => root,
  path: '/quy-hoach/$id',
  component: () => {
    const { id } = plan.useParams();
    return (
      <SignedIn>
        {(session) => (
          <Suspense fallback={<PanelSkeleton />}>
            <PlanScreen session={session} id={id} />
          </Suspense>
        )}
      </SignedIn>
    );
  },
});

const planPaper = createRoute({
  getParentRoute: () => root,
  path: '/quy-hoach/$id/in',
  component: () => {
    const { id } = planPaper.useParams();
    return (
      <SignedIn>
        {(session) => (
          <Suspense fallback={<PanelSkeleton />}>
            <PlanPaperScreen session={session} id={id} />
          </Suspense>
        )}
      </SignedIn>
    );
  },
});

// Leaders choose once a year: everybody else never loads these pages.
const PilotScreen = lazy(async () => ({
  default: (await import('./screens/pilots/pilot-screen.tsx')).PilotScreen,
}));
const GateModelScreen = lazy(async () => ({
  default: (await import('./screens/pilots/gate-model-screen.tsx')).GateModelScreen,
}));
const PilotPaperScreen = lazy(async () => ({
  default: (await import('./screens/pilots/paper-screen.tsx')).PilotPaperScreen,
}));
const PilotStudyScreen = lazy(async () => ({
  default: (await import('./screens/pilots/study-screen.tsx')).PilotStudyScreen,
}));

const pilots = createRoute({
  getParentRoute: () => root,
  path: '/truong-diem',
  validateSearch: (raw: Record<string, unknown>): Record<string, string> =>
    writePilotLink(readPilotLink(raw)),
  component: () => {
    const search = pilots.useSearch();
    return (
      <SignedIn>
        {(session) => (
          <Suspense fallback={<PanelSkeleton />}>
            <PilotScreen session={session} search={search} />
          </Suspense>
        )}
      </SignedIn>
    );
  },
});

const gateModels = createRoute({
  getParentRoute: () => root,
  path: '/truong-diem/mo-hinh',
  component: () => (
    <SignedIn>
      {(session) => (
        <Suspense fallback={<PanelSkeleton />}>
          <GateModelScreen session={session} />
        </Suspense>
      )}
    </SignedIn>
  ),
});

const pilotPaper = createRoute({
  getParentRoute: () => root,
  path: '/truong-diem/$id/in',
  component: () => {
    const { id } = pilotPaper.useParams();
    return (
      <SignedIn>
        {(session) => (
          <Suspense fallback={<PanelSkeleton />}>
            <PilotPaperScreen session={session} id={id} />
          </Suspense>
        )}
      </SignedIn>
    );
  },
});

const pilotStudy = createRoute({
  getParentRoute: () => root,
  path: '/truong-diem/$id/danh-gia',
  component: () => {
    const { id } = pilotStudy.useParams();
    return (
      <SignedIn>
        {(session) => (
          <Suspense fallback={<PanelSkeleton />}>
            <PilotStudyScreen key={id} session={session} id={id} />
          </Suspense>
        )}
      </SignedIn>
    );
  },
});

const routes = root.addChildren([
  pilots,
  gateModels,
  pilotPaper,
  pilotStudy,
  plans,
  plan,
  planPaper,
  survey,
  surveyPage,
  duties,
  dutyPage,
  dutyLetter,
  comparison,
  planning,
  overview,
  school,
  imports,
  newImport,
  duplicates,
  unlocated,
  oneImport,
  invitation,
]);

export function createAppRouter() {
  return createRouter({
    routeTree: routes,
    parseSearch: parseAddress,
    stringifySearch: writeAddress,
    defaultNotFoundComponent: () => <Navigate to="/" search={{}} />,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
