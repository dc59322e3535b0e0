// What is being filled in, kept on the phone with every change: opening the camera alone may kill the tab.
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { useField, useLive } from './field-context.tsx';

/** Photos of a form, blurred already. */
export const DraftPhotos = z.array(z.object({ file: z.instanceof(Blob), takenAt: z.string() }));

type Draft<T> = {
  value: T;
  /** When it was filled in last, if that was before this page was opened; null for one begun now. */
  keptAt: string | null;
  change: (part: Partial<T>) => void;
  /** Begins anew. */
  drop: () => void;
  /** Takes it out of the phone's database, as a part of saving it. */
  forget: () => Promise<void>;
};

/** The draft of that id, else what a new one starts from; null until the phone's database has answered. */
export function useDraft<Schema extends z.ZodType<object>>(
  id: string,
  schema: Schema,
  fresh: () => z.infer<Schema>,
): Draft<z.infer<Schema>> | null {
  const { store } = useField();
  const kept = useLive(async () => (await store.drafts.get(id)) ?? null, id);
  const [draft, setDraft] = useState<{ value: z.infer<Schema>; keptAt: string | null } | null>(null);
  useEffect(() => {
    if (kept === undefined || draft !== null) return;
    const read = schema.safeParse(kept?.value);
    setDraft(
      kept !== null && read.success
        ? { value: read.data, keptAt: kept.savedAt }
        : { value: fresh(), keptAt: null },
    );
  }, [kept, draft, schema, fresh]);
  if (draft === null) return null;
  const forget = () => store.drafts.delete(id);
  return {
    ...draft,
    change: (part) => {
      const value = { ...draft.value, ...part };
      setDraft({ ...draft, value });
      void store.drafts.put({ id, savedAt: new Date().toISOString(), value });
    },
    drop: () => {
      void forget();
      setDraft({ value: fresh(), keptAt: null });
    },
    forget,
  };
}
