// Addresses of the application. Parameters of an address are plain text ("severity=fatal,serious"), so a link
// can be read, shortened and mended by hand.
import { createRootRoute, createRoute, createRouter, Navigate, Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import type { DataPage } from './screens/data/data-screen.tsx';
import { ErrorBoundary } from './screens/error-boundary.tsx';
import { PlanningScreen } from './screens/planning/planning-screen.tsx';
import { parseAddress, readPlanning, writeAddress, writePlanning } from './screens/planning/url-state.ts';
import { InvitationScreen } from './screens/sign-in/invitation-screen.tsx';
import { SignedIn } from './screens/sign-in/signed-in.tsx';
import { PanelSkeleton } from './screens/states.tsx';

const root = createRootRoute({
  component: () => (
    <ErrorBoundary>
      <Outlet />
    </ErrorBoundary>
  ),
});

const planning = createRoute({
  getParentRoute: () => root,
  path: '/',
  // Read and written once, so that what cannot be understood also leaves the address.
  validateSearch: (raw: Record<string, unknown>): Record<string, string> => writePlanning(readPlanning(raw)),
  component: () => <SignedIn>{(session) => <PlanningScreen session={session} />}</SignedIn>,
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: () => <InvitationScreen token={invitation.useParams().token} />,
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

const oneImport = createRoute({
  getParentRoute: () => root,
  path: '/du-lieu/$id',
  component: () => dataPage({ name: 'import', id: oneImport.useParams().id }),
});

const routes = root.addChildren([planning, imports, newImport, oneImport, invitation]);

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
