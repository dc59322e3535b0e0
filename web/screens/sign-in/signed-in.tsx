// Shows its children to a signed-in person, and the sign-in form to everybody else.
import { Skeleton } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import type { Session } from '../../../contract/account.ts';
import { useSession } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { Failure } from '../states.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

type Props = {
  /** Loads what the page will need, while the session is asked for or a password is typed. */
  ahead: () => Promise<unknown>;
  children(session: Session): ReactNode;
};

export function SignedIn({ ahead, children }: Props) {
  const session = useSession();
  useEffect(() => {
    // After the first picture. What fails here is loaded again, and told, where it is needed.
    const timer = setTimeout(() => void ahead().catch(() => {}), 0);
    return () => clearTimeout(timer);
  }, [ahead]);
  const { t } = useWords();
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
