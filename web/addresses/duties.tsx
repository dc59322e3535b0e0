// The work that follows from surveys.
import { createRoute } from '@tanstack/react-router';
import { lazy } from 'react';
import { readDuties, writeDuties } from '../screens/duties/duty-link.ts';
import { signedInPage } from './page.tsx';
import { underRoot } from './root.tsx';

const DutyScreen = lazy(async () => ({
  default: (await import('../screens/duties/duty-screen.tsx')).DutyScreen,
}));
const DutyPage = lazy(async () => ({
  default: (await import('../screens/duties/duty-screen.tsx')).DutyPage,
}));
const LetterPage = lazy(async () => ({
  default: (await import('../screens/duties/letter-page.tsx')).LetterPage,
}));

const duties = createRoute({
  getParentRoute: underRoot,
  path: '/cong-viec',
  validateSearch: (raw: Record<string, unknown>): Record<string, string> => writeDuties(readDuties(raw)),
  component: () => {
    const search = duties.useSearch();
    return signedInPage((session) => <DutyScreen session={session} search={search} />);
  },
});

const dutyPage = createRoute({
  getParentRoute: underRoot,
  path: '/cong-viec/$kind/$id',
  component: () => {
    const { kind, id } = dutyPage.useParams();
    return signedInPage((session) => <DutyPage session={session} kind={kind} id={id} />);
  },
});

const dutyLetter = createRoute({
  getParentRoute: underRoot,
  path: '/cong-viec/bat-cap/$id/in',
  component: () => {
    const { id } = dutyLetter.useParams();
    return signedInPage((session) => <LetterPage session={session} id={id} />);
  },
});

export const dutyAddresses = { duties, dutyPage, dutyLetter };
