// The map, the comparison of two runs on it, and the page of an invitation.
import { createRoute } from '@tanstack/react-router';
import { lazy } from 'react';
import { readComparison, writeComparison } from '../screens/compare/compare-link.ts';
import { readPlanning, writePlanning } from '../screens/planning/url-state.ts';
import { openPage, signedInPage, underRoot } from './root.tsx';

// The largest screen: who is not signed in yet need not wait for it.
const PlanningScreen = lazy(async () => ({
  default: (await import('../screens/planning/planning-screen.tsx')).PlanningScreen,
}));
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
  component: () => signedInPage((session) => <PlanningScreen session={session} />),
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
