// What every survey page shares: the phone's database as it changes, the pack taken along, and sending.
import { liveQuery } from 'dexie';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Session } from '../../../contract/account.ts';
import type { FieldPack } from '../../../contract/field.ts';
import { newId } from '../../new-id.ts';
import { askForSync } from '../../outbox/ask-for-sync.ts';
import { type FlushResult, flush } from '../../outbox/flush.ts';
import type { ItemKind, OutboxItem } from '../../outbox/item.ts';
import { type OutboxSummary, summarise } from '../../outbox/queue.ts';
import type { Send } from '../../outbox/send.ts';
import { addItem, type OutboxStore, type PackRow } from '../../outbox/store.ts';

export type Saved = { kind: ItemKind; body: object; needs?: string[]; id?: string; photo?: Blob };

type Field = {
  store: OutboxStore;
  session: Session;
  packRow: PackRow | null;
  items: OutboxItem[];
  summary: OutboxSummary;
  isSending: boolean;
  stopped: FlushResult['stopped'];
  /** Sends what is waiting; `isAsked` by a person also what rests after a failure. */
  send: (isAsked?: boolean) => Promise<void>;
  /**
   * Saves things to send; sending starts by itself. `also` is what else the phone's database then holds no more: all of it is
   * done, or with a tab killed in between nothing.
   */
  save: (things: readonly Saved[], also?: () => Promise<unknown>) => Promise<void>;
};

const FieldContext = createContext<Field | null>(null);

export function useField(): Field {
  const field = useContext(FieldContext);
  if (field === null) throw new Error('used outside of the survey pages');
  return field;
}

/** The pack, for pages that are only shown with one. */
export function usePack(): FieldPack {
  const { packRow } = useField();
  if (packRow === null) throw new Error('no pack is on this phone');
  return packRow.pack;
}

/** What a query of the phone's database gives, again after every change; undefined until it is there. */
export function useLive<T>(query: () => Promise<T>, key: unknown): T | undefined {
  const [found, setFound] = useState<{ key: unknown; value: T } | null>(null);
  const latest = useRef(query);
  latest.current = query;
  useEffect(() => {
    const watched = liveQuery(() => latest.current()).subscribe((value) => setFound({ key, value }));
    return () => watched.unsubscribe();
  }, [key]);
  return found?.key === key ? found?.value : undefined;
}

/** The code of sending is loaded when there is something to send; without it nothing was sent. */
const sendItem: Send = async (sending) => {
  const loaded = await import('../../outbox/send.ts').catch(() => null);
  return loaded === null
    ? { is: 'unknown', problem: { key: 'offline', detail: null, detailEn: null } }
    : loaded.sendItem(sending);
};

/** Minutes between two tries while the page is open. */
const RETRY_MINUTES = 1;

export function FieldProvider({
  store,
  session,
  children,
}: {
  store: OutboxStore;
  session: Session;
  children: ReactNode;
}) {
  const accountId = session.account.id;
  const items = useLive(() => store.items.orderBy('seq').toArray(), store);
  const packRows = useLive(() => store.packs.toArray(), store);
  const [isSending, setSending] = useState(false);
  const [stopped, setStopped] = useState<FlushResult['stopped']>(null);

  const send = useCallback(
    async (isAsked = false) => {
      // What is not tried is not in doubt: it can still be taken back.
      if (!navigator.onLine) {
        setStopped('offline');
        void askForSync();
        return;
      }
      setSending(true);
      try {
        const result = await flush({ store, send: sendItem, accountId, now: () => new Date(), isAsked });
        if (result !== null) setStopped(result.stopped);
        if (result?.stopped === 'offline') void askForSync();
      } finally {
        setSending(false);
      }
    },
    [store, accountId],
  );

  useEffect(() => {
    const go = () => void send();
    const whenShown = () => document.visibilityState === 'visible' && go();
    go();
    window.addEventListener('online', go);
    document.addEventListener('visibilitychange', whenShown);
    const timer = setInterval(go, RETRY_MINUTES * 60_000);
    return () => {
      window.removeEventListener('online', go);
      document.removeEventListener('visibilitychange', whenShown);
      clearInterval(timer);
    };
  }, [send]);

  const field = useMemo((): Field | null => {
    if (items === undefined || packRows === undefined) return null;
    const units = new Set(session.grants.map((grant) => grant.unitId));
    return {
      store,
      session,
      packRow: packRows.find((row) => units.has(row.unitId)) ?? packRows[0] ?? null,
      items,
      summary: summarise(items, accountId),
      isSending,
      stopped,
      send,
      save: async (things, also) => {
        const savedAt = new Date().toISOString();
        await store.atomically(async () => {
          for (const { id = newId(), kind, body, needs = [], photo } of things)
            await addItem(store, { id, kind, body, accountId, needs, savedAt }, photo);
          await also?.();
        });
        void send();
      },
    };
  }, [items, packRows, session, store, accountId, isSending, stopped, send]);

  return field === null ? null : <FieldContext value={field}>{children}</FieldContext>;
}
