// The two versions of a conflict beside each other in words: what differs, and folded away what does not.
import { z } from 'zod';
import { formatMoment } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { type Naming, type VersionRow, versionRows } from './version-rows.ts';
import styles from './versions.module.css';

/** What the server adds to the last version of a record that was withdrawn. */
const Withdrawn = z.object({
  withdrawn: z.object({ reason: z.string(), withdrawnAt: z.string(), isOwn: z.boolean() }),
});

type Props = {
  /** As the phone has it. */
  mine: unknown;
  /** As the server has it; null when it was deleted there. */
  theirs: unknown;
  naming: Naming;
  /** What the version of the phone is called. */
  mineTitle: string;
  timeZone: string;
};

export function Versions({ mine, theirs, naming, mineTitle, timeZone }: Props) {
  const words = useWords();
  const { t } = words;
  if (theirs === null || theirs === undefined) return <p>{t('field.outbox.deleted')}</p>;
  const withdrawn = Withdrawn.safeParse(theirs).data?.withdrawn;
  const rows = versionRows(mine, theirs, naming, words);
  const different = rows.filter(({ isSame }) => !isSame);
  const same = rows.filter(({ isSame }) => isSame);
  return (
    <div className={styles.versions}>
      {withdrawn === undefined ? null : (
        <>
          <p>
            {t(withdrawn.isOwn ? 'field.outbox.withdrawnByYou' : 'field.outbox.withdrawnByOther', {
              moment: formatMoment(withdrawn.withdrawnAt, timeZone),
              reason: withdrawn.reason,
            })}
          </p>
          <p>{t('field.outbox.withdrawnChoice')}</p>
        </>
      )}
      {different.length === 0 ? (
        withdrawn === undefined ? (
          <p>{t('field.version.same')}</p>
        ) : null
      ) : (
        <Table
          rows={different}
          mineTitle={mineTitle}
          caption={t('field.version.differ', { shown: words.count(different.length) })}
        />
      )}
      {same.length === 0 ? null : (
        <details>
          <summary>{t('field.version.alike', { shown: words.count(same.length) })}</summary>
          <dl>
            {same.map(({ label, mine: value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

type TableProps = { rows: readonly VersionRow[]; mineTitle: string; caption: string };

function Table({ rows, mineTitle, caption }: TableProps) {
  const { t } = useWords();
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{mineTitle}</th>
          <th scope="col">{t('field.outbox.theirsTitle')}</th>
        </tr>
      </thead>
      {rows.map(({ label, mine, theirs }) => (
        <tbody key={label}>
          <tr>
            <th colSpan={2} scope="rowgroup">
              {label}
            </th>
          </tr>
          <tr>
            <td>{mine ?? t('field.version.nothing')}</td>
            <td>{theirs ?? t('field.version.nothing')}</td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}
