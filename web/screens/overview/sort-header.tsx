// The head of a column that puts the rows in order: first its usual way, then the other.
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useWords } from '../../text/words.ts';
import type { Order } from './overview-link.ts';
import styles from './overview-table.module.css';

type Props<Key extends string> = {
  by: Key;
  label: string;
  order: Order<Key>;
  onOrder(order: Order<Key>): void;
  /** Whether the first click puts the largest first. */
  isLargestFirst?: boolean;
  /** Where the column is left out: on a phone, or already on a tablet. */
  className?: string | undefined;
  widthPercent?: number;
};

export function SortHeader<Key extends string>({
  by,
  label,
  order,
  onOrder,
  isLargestFirst = false,
  className = '',
  widthPercent,
}: Props<Key>) {
  const { t } = useWords();
  const isOn = order.by === by;
  const Arrow = order.isDescending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      className={className}
      style={widthPercent === undefined ? {} : { width: `${widthPercent}%` }}
      aria-sort={isOn ? (order.isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={styles.sort}
        data-on={isOn}
        title={t('overview.sortBy', { column: label })}
        onClick={() => onOrder({ by, isDescending: isOn ? !order.isDescending : isLargestFirst })}
      >
        {label}
        {isOn ? <Arrow size={14} aria-hidden /> : null}
      </button>
    </th>
  );
}
