// What every address stands under, and how a page is shown: to who is signed in, once its code is there.
import { createRootRoute, Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import type { Session } from '../../contract/account.ts';
import { ErrorBoundary } from '../screens/error-boundary.tsx';
import { SignedIn } from '../screens/sign-in/signed-in.tsx';
import { PanelSkeleton } from '../screens/states.tsx';
import { loadTexts } from '../text/i18n.ts';

export const root = createRootRoute({
  component: () => (
    <ErrorBoundary>
      <Outlet />
    </ErrorBoundary>
  ),
});

/** Given to every address below it. */
export const underRoot = () => root;

const Worded = lazy(async () => {
  await loadTexts();
  return { default: ({ children }: { children: ReactNode }) => children };
});

/** A page whose code and words are loaded when it is first asked for, for everybody. */
export function openPage(page: ReactNode): ReactNode {
  return (
    <Suspense fallback={<PanelSkeleton />}>
      <Worded>{page}</Worded>
    </Suspense>
  );
}

/** The same for signed-in people; others see the sign-in form in its place. */
export function signedInPage(page: (session: Session) => ReactNode): ReactNode {
  return <SignedIn>{(session) => openPage(page(session))}</SignedIn>;
}
