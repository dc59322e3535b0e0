// The two versions of a conflict beside each other, only where they differ.
import { z } from 'zod';
import { formatMoment } from '../../format.ts';
import type { OutboxItem } from '../../outbox/item.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField } from './field-context.tsx';

/** What the server adds to the last version of a record that was withdrawn. */
const Withdrawn = z.object({
  withdrawn: z.object({ reason: z.string(), withdrawnAt: z.string(), isOwn: z.boolean() }),
});

export function Versions({ item }: { item: OutboxItem }) {
  const { t } = useWords();
  const { session } = useField();
  if (item.current === null) return <p>{t('field.outbox.deleted')}</p>;
  const withdrawn = Withdrawn.safeParse(item.current).data?.withdrawn;
  if (withdrawn !== undefined) {
    const { reason, isOwn, withdrawnAt } = withdrawn;
    const moment = formatMoment(withdrawnAt, session.territory.timeZone);
    return (
      <>
        <p>
          {t(isOwn ? 'field.outbox.withdrawnByYou' : 'field.outbox.withdrawnByOther', { moment, reason })}
        </p>
        <p className={styles.soft}>{t('field.outbox.withdrawnChoice')}</p>
      </>
    );
  }
  const theirs = new Map(Object.entries(typeof item.current === 'object' ? (item.current ?? {}) : {}));
  const rows = Object.entries(item.body).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(theirs.get(field) ?? undefined),
  );
  return (
    <div className={styles.versions}>
      {(['mine', 'theirs'] as const).map((side) => (
        <div key={side}>
          <strong>{t(`field.outbox.${side}Title`)}</strong>
          <dl>
            {rows.map(([field, value]) => (
              <div key={field}>
                <dt>{field}</dt>
                <dd>{textOf(side === 'mine' ? value : theirs.get(field))}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'object' ? JSON.stringify(value).slice(0, 200) : String(value);
}
