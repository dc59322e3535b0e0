// Shows its children to a signed-in person, and the sign-in form to everybody else.
import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Session } from '../../../contract/account.ts';
import { useSession } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { Failure } from '../states.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

export function SignedIn({ children }: { children(session: Session): ReactNode }) {
  const session = useSession();
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
