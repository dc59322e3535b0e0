// How a page of the desk is shown: to who is signed in, once its code is there.
import { lazy, type ReactNode, Suspense } from 'react';
import type { Session } from '../../contract/account.ts';
import { type Ahead, SignedIn } from '../screens/sign-in/signed-in.tsx';
import { PanelSkeleton } from '../screens/states.tsx';
import { loadTexts } from '../text/desk-texts.ts';

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
