// The survey on the phone, and the work that follows from it.
import { createRoute } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { readDuties, writeDuties } from '../screens/duties/duty-link.ts';
import { PanelSkeleton } from '../screens/states.tsx';
import { loadFieldTexts } from '../text/i18n.ts';
import { signedInPage, underRoot } from './root.tsx';

const FieldScreen = lazy(async () => {
  const [{ FieldScreen }] = await Promise.all([
    import('../screens/field/field-screen.tsx'),
    loadFieldTexts(),
  ]);
  return { default: FieldScreen };
});
const DutyScreen = lazy(async () => ({
  default: (await import('../screens/duties/duty-screen.tsx')).DutyScreen,
}));
const DutyPage = lazy(async () => ({
  default: (await import('../screens/duties/duty-screen.tsx')).DutyPage,
}));
const LetterPage = lazy(async () => ({
  default: (await import('../screens/duties/letter-page.tsx')).LetterPage,
}));

// The survey opens without a network and without a session of today: it looks after both itself.
// One address for all its pages: a walk that is being recorded goes on from page to page.
const survey = createRoute({
  getParentRoute: underRoot,
  path: '/khao-sat/$',
  component: () => (
    <Suspense fallback={<PanelSkeleton />}>
      <FieldScreen page={survey.useParams()._splat ?? ''} />
    </Suspense>
  ),
});

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

export const dutyAddresses = { survey, duties, dutyPage, dutyLetter };
