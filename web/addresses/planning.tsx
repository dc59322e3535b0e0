// The map, the comparison of two runs on it, and the page of an invitation.
import { createRoute } from '@tanstack/react-router';
import { lazy } from 'react';
import { readComparison, writeComparison } from '../screens/compare/compare-link.ts';
import { readPlanning, writePlanning } from '../screens/planning/url-state.ts';
import type { Ahead } from '../screens/sign-in/signed-in.tsx';
import { loadTexts } from '../text/desk-texts.ts';
import { openPage, signedInPage } from './page.tsx';
import { underRoot } from './root.tsx';

// The largest screen, and its map: who is not signed in yet need not wait for them, and seldom waits after it.
const loadPlanning = () => import('../screens/planning/planning-screen.tsx');
const planningAhead: Ahead = async () => {
  const [{ warmUp }] = await Promise.all([
    import('../map/warm-map.ts'),
    import('../map/map-view.tsx'),
    loadPlanning(),
    loadTexts(),
  ]);
  return ({ t, language }) => warmUp(language, (key) => t(`map.${key}`));
};
const PlanningScreen = lazy(async () => ({ default: (await loadPlanning()).PlanningScreen }));
const CompareScreen = lazy(async () => ({
  default: (await import('../screens/compare/compare-screen.tsx')).CompareScreen,
}));
const InvitationScreen = lazy(async () => ({
  default: (await import('../screens/sign-in/invitation-screen.tsx')).InvitationScreen,
}));

const planning = createRoute({
  getParentRoute: underRoot,
  path: '/',
  // Read and written once, so that what cannot be understood also leaves the address.
  validateSearch: (raw: Record<string, unknown>): Record<string, string> => writePlanning(readPlanning(raw)),
  component: () => signedInPage((session) => <PlanningScreen session={session} />, planningAhead),
});

const comparison = createRoute({
  getParentRoute: underRoot,
  path: '/so-sanh',
  validateSearch: (raw: Record<string, unknown>) => writeComparison(readComparison(raw)),
  component: () => signedInPage((session) => <CompareScreen session={session} />),
});

const invitation = createRoute({
  getParentRoute: underRoot,
  path: '/invitation/$token',
  component: () => openPage(<InvitationScreen token={invitation.useParams().token} />),
});

export const planningAddresses = { planning, comparison, invitation };
