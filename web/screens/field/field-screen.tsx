// The survey on the phone: opens the phone's database, refuses where it would be lost, and shows the page asked for.
import { Suspense, startTransition, useDeferredValue, useEffect, useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import { isPrivateWindow } from '../../outbox/storage.ts';
import { type OutboxStore, openStore } from '../../outbox/store.ts';
import { useSession } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { SignInScreen } from '../sign-in/sign-in-screen.tsx';
import { Failure, Notice, PanelSkeleton } from '../states.tsx';
import { FieldProvider, useField, useLive } from './field-context.tsx';
import { loadFormPages, SurveyPage } from './pages.tsx';
import { RecorderProvider } from './walk-recorder.tsx';

type Opening = { is: 'opening' } | { is: 'private' } | { is: 'blocked' } | { is: 'open'; store: OutboxStore };

/** `page` is the address below /khao-sat. */
export function FieldScreen({ page }: { page: string }) {
  const { t } = useWords();
  const [opening, setOpening] = useState<Opening>({ is: 'opening' });
  useEffect(() => {
    let isGone = false;
    const store = openStore();
    const open = async (): Promise<Opening> => {
      if (await isPrivateWindow()) return { is: 'private' };
      try {
        await store.items.count();
      } catch {
        return { is: 'blocked' };
      }
      return { is: 'open', store };
    };
    void open().then((opened) => {
      // Here and below drawn in slices: a slow phone answers a finger in between.
      if (!isGone) startTransition(() => setOpening(opened));
    });
    return () => {
      isGone = true;
      store.close();
    };
  }, []);
  switch (opening.is) {
    case 'opening':
      return <PanelSkeleton />;
    case 'private':
      return <Notice tone="failure" title={t('field.privateTitle')} text={t('field.privateText')} />;
    case 'blocked':
      return <Notice tone="failure" title={t('field.noStoreTitle')} text={t('field.noStoreText')} />;
    case 'open':
      return <WithSession store={opening.store} page={page} />;
  }
}

/** The session of the server, or without a network the one that was here last. */
function WithSession({ store, page }: { store: OutboxStore; page: string }) {
  const asked = useSession();
  const last = useLive(async () => (await store.sessions.get('last')) ?? null, store);
  const { data } = asked;
  useEffect(() => {
    if (data) void store.sessions.put({ id: 'last', session: data });
  }, [data, store]);
  // Undefined until somebody has told.
  const told: Session | null | undefined = asked.isSuccess ? asked.data : last?.session;
  const session = useDeferredValue(told);
  if (session === undefined) {
    // Nobody was here before either: null, and not what is about to be drawn.
    if (!asked.isError || last !== null) return <PanelSkeleton />;
    return <Failure problem={asked.error} onRetry={() => void asked.refetch()} />;
  }
  if (session === null) return <SignInScreen />;
  return (
    <FieldProvider store={store} session={session} key={session.account.id}>
      <RecorderProvider>
        <Page page={page} />
      </RecorderProvider>
    </FieldProvider>
  );
}

function Page({ page }: { page: string }) {
  const { packRow } = useField();
  const hasForms = packRow !== null;
  useEffect(() => {
    // Without the data of a commune there is no form to open.
    if (!hasForms) return;
    const timer = setTimeout(() => void loadFormPages().catch(() => {}), READ_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [hasForms]);
  return (
    <Suspense fallback={<PanelSkeleton />}>
      <SurveyPage page={page} />
    </Suspense>
  );
}

/** Our choice: by then the page asked for is drawn, and nobody has found the next one to open. */
const READ_MILLISECONDS = 1_000;
