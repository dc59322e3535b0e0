// What every address stands under, and how a page is shown: to who is signed in, once its code is there.
import { createRootRoute, Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import type { Session } from '../../contract/account.ts';
import { ErrorBoundary } from '../screens/error-boundary.tsx';
import { type Ahead, SignedIn } from '../screens/sign-in/signed-in.tsx';
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

const WithWordsAndStyles = lazy(async () => {
  await Promise.all([loadTexts(), import('../mantine-later-styles.ts')]);
  return { default: ({ children }: { children: ReactNode }) => children };
});

/** A page whose code, words and styles are loaded when it is first asked for, for everybody. */
export function openPage(page: ReactNode): ReactNode {
  return (
    <Suspense fallback={<PanelSkeleton />}>
      <WithWordsAndStyles>{page}</WithWordsAndStyles>
    </Suspense>
  );
}

/** The same for signed-in people; others see the sign-in form in its place, while `ahead` loads what comes after it. */
export function signedInPage(page: (session: Session) => ReactNode, ahead: Ahead = nothingAhead): ReactNode {
  return <SignedIn ahead={ahead}>{(session) => openPage(page(session))}</SignedIn>;
}

const nothingAhead: Ahead = async () => () => {};
