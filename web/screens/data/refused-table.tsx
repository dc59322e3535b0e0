// A page of refused rows: line of the file, field, the offending value, and the reason in words.
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { RejectedRow } from '../../../contract/batch.ts';
import { useWords } from '../../text/words.ts';
import styles from './data.module.css';
import { WideRegion } from './wide-region.tsx';

/** Rows on one page. */
export const refusedPage = 25;

type Props = {
  rows: readonly RejectedRow[];
  /** Rows on the pages before. */
  first: number;
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
};

export function RefusedTable({ rows, first, onPrevious, onNext }: Props) {
  const { t, count, language } = useWords();
  return (
    <>
      <WideRegion label={t('data.refused.title')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('data.refused.line')}</th>
              <th scope="col">{t('data.refused.field')}</th>
              <th scope="col">{t('data.refused.value')}</th>
              <th scope="col">{t('data.refused.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.line} ${row.field} ${row.code}`}>
                <td className="numbers">{count(row.line)}</td>
                <td>{row.field}</td>
                <td>{row.value ?? t('data.refused.noValue')}</td>
                <td>{language === 'vi' ? row.reason : row.reasonEn}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideRegion>
      {onPrevious === null && onNext === null ? null : (
        <Group gap="sm">
          <Button variant="default" disabled={onPrevious === null} onClick={() => onPrevious?.()}>
            {t('data.refused.previous')}
          </Button>
          <span className={`${styles.soft} numbers`} role="status">
            {t('data.refused.page', { from: count(first + 1), to: count(first + rows.length) })}
          </span>
          <Button variant="default" disabled={onNext === null} onClick={() => onNext?.()}>
            {t('data.refused.next')}
          </Button>
        </Group>
      )}
    </>
  );
}

/** Refused rows that are all here already, page by page. */
export function RefusedPages({ rows }: { rows: readonly RejectedRow[] }) {
  const [first, setFirst] = useState(0);
  return (
    <RefusedTable
      rows={rows.slice(first, first + refusedPage)}
      first={first}
      onPrevious={first === 0 ? null : () => setFirst(first - refusedPage)}
      onNext={first + refusedPage >= rows.length ? null : () => setFirst(first + refusedPage)}
    />
  );
}
