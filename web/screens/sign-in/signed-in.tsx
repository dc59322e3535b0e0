// Shows its children to a signed-in person, and the sign-in form to everybody else.
import { Skeleton } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import type { Session } from '../../../contract/account.ts';
import { useSession } from '../../session-queries.ts';
import { useWords, type Words } from '../../text/words.ts';
import { Failure } from '../states.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

/** Loads what the page will need; what it gives is done while the session is asked for or a password is typed. */
export type Ahead = () => Promise<(words: Words) => void>;

type Props = {
  ahead: Ahead;
  children(session: Session): ReactNode;
};

export function SignedIn({ ahead, children }: Props) {
  const session = useSession();
  const words = useWords();
  const { t } = words;
  const isThere = session.data !== undefined && session.data !== null;
  useEffect(() => {
    let isAhead = !isThere;
    const go = async () => {
      const prepare = await ahead();
      if (isAhead) prepare(words);
    };
    // After the first picture. What fails here is loaded again, and told, where it is needed.
    const timer = setTimeout(() => void go().catch(() => {}), 0);
    return () => {
      isAhead = false;
      clearTimeout(timer);
    };
  }, [ahead, isThere, words]);
  if (session.isPending)
    return (
      <div role="status">
        <span className="for-readers">{t('common.loading')}</span>
        <Skeleton height={56} radius={0} />
      </div>
    );
  if (session.isError) return <Failure problem={session.error} onRetry={() => void session.refetch()} />;
  return session.data === null ? <SignInScreen /> : children(session.data);
}
