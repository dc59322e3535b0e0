// Choosing pilots. Leaders do it once a year: everybody else never loads these pages.
import { createRoute } from '@tanstack/react-router';
import { lazy } from 'react';
import { readPilotLink, writePilotLink } from '../screens/pilots/pilot-link.ts';
import { signedInPage } from './page.tsx';
import { underRoot } from './root.tsx';

const PilotScreen = lazy(async () => ({
  default: (await import('../screens/pilots/pilot-screen.tsx')).PilotScreen,
}));
const GateModelScreen = lazy(async () => ({
  default: (await import('../screens/pilots/gate-model-screen.tsx')).GateModelScreen,
}));
const CatalogueScreen = lazy(async () => ({
  default: (await import('../screens/catalogue/catalogue-screen.tsx')).CatalogueScreen,
}));
const PilotPaperScreen = lazy(async () => ({
  default: (await import('../screens/pilots/paper-screen.tsx')).PilotPaperScreen,
}));
const PilotStudyScreen = lazy(async () => ({
  default: (await import('../screens/pilots/study-screen.tsx')).PilotStudyScreen,
}));

const pilots = createRoute({
  getParentRoute: underRoot,
  path: '/truong-diem',
  validateSearch: (raw: Record<string, unknown>): Record<string, string> =>
    writePilotLink(readPilotLink(raw)),
  component: () => {
    const search = pilots.useSearch();
    return signedInPage((session) => <PilotScreen session={session} search={search} />);
  },
});

const gateModels = createRoute({
  getParentRoute: underRoot,
  path: '/truong-diem/mo-hinh',
  component: () => signedInPage((session) => <GateModelScreen session={session} />),
});

const catalogue = createRoute({
  getParentRoute: underRoot,
  path: '/truong-diem/danh-muc',
  component: () => signedInPage((session) => <CatalogueScreen session={session} />),
});

const pilotPaper = createRoute({
  getParentRoute: underRoot,
  path: '/truong-diem/$id/in',
  component: () => {
    const { id } = pilotPaper.useParams();
    return signedInPage((session) => <PilotPaperScreen session={session} id={id} />);
  },
});

const pilotStudy = createRoute({
  getParentRoute: underRoot,
  path: '/truong-diem/$id/danh-gia',
  component: () => {
    const { id } = pilotStudy.useParams();
    return signedInPage((session) => <PilotStudyScreen key={id} session={session} id={id} />);
  },
});

export const pilotAddresses = { pilots, gateModels, catalogue, pilotPaper, pilotStudy };
