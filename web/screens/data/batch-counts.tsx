// What an import did, in numbers: added, changed, unchanged, refused, left out.
import type { Batch } from '../../../contract/batch.ts';
import { useWords } from '../../text/words.ts';
import styles from './data.module.css';

const shown = ['inserted', 'updated', 'unchanged', 'rejected', 'leftOut'] as const;

export function BatchCounts({ batch }: { batch: Batch }) {
  const { t, count } = useWords();
  return (
    <dl className={styles.counts}>
      {shown.map((name) => (
        <div key={name} data-count={name} data-none={batch[name] === 0}>
          <dt>{t(`data.count.${name}`)}</dt>
          <dd className="numbers">{count(batch[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
