// The waterfall as a table: the same amounts, with the running sum.
import { Fragment } from 'react';
import { partDigits } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import styles from './waterfall.module.css';
import type { Waterfall } from './waterfall-steps.ts';
import { groupName, partAmount, partName, partNote } from './waterfall-words.ts';

export function WaterfallTable({ sums }: { sums: Waterfall }) {
  const words = useWords();
  const { t } = words;
  const digits = partDigits(sums.total);
  return (
    <div className={styles.tableFrame}>
      <table className={`${styles.table} numbers`}>
        <caption className="for-readers">
          {t('waterfall.title')} {t('waterfall.unit')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('waterfall.factor')}</th>
            <th scope="col">{t('waterfall.amount')}</th>
            <th scope="col">{t('waterfall.running')}</th>
          </tr>
        </thead>
        <tbody>
          {sums.groups.map((group) => (
            <Fragment key={group.kind}>
              <tr className={styles.groupRow}>
                <th scope="row">{groupName(group.kind, words)}</th>
                <td>{words.change(group.amount, digits)}</td>
                <td>{words.decimal(group.end, digits)}</td>
              </tr>
              {group.steps.map((step) => {
                const note = partNote(step.part, words);
                return (
                  <tr key={`${step.part.code} ${step.start}`}>
                    <th scope="row">
                      {partName(step.part, words)}
                      {note === null ? null : <small>{note}</small>}
                    </th>
                    <td>{partAmount(step.part, digits, words)}</td>
                    <td>{words.decimal(step.end, digits)}</td>
                  </tr>
                );
              })}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr className={styles.groupRow}>
            <th scope="row">{t('waterfall.total')}</th>
            <td />
            <td>{words.amount(sums.total)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
