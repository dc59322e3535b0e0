// The same counts as the charts, in tables.

import type { SchoolPattern } from '../../../contract/pattern.ts';
import { formatPeriod } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import styles from './pattern.module.css';
import { halfHourText, weekdays } from './pattern-words.ts';
import { hurtSeverities } from './year-chart.ts';

/** Half hours with at least one accident by weekday. */
export function HourTable({ pattern }: { pattern: Pick<SchoolPattern, 'cells' | 'unknownTime'> }) {
  const words = useWords();
  const { t } = words;
  const { cells } = pattern;
  const halfHours = [...new Set(cells.map((cell) => cell.halfHour))].sort((one, other) => one - other);
  const sumOf = (some: typeof cells): string =>
    words.count(some.reduce((sum, cell) => sum + cell.accidents, 0));
  return (
    <div className={styles.tableFrame}>
      <table className={`${styles.table} numbers`} data-narrow>
        <caption className="for-readers">{t('pattern.hours')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pattern.halfHour')}</th>
            {weekdays.map((weekday) => (
              <th key={weekday} scope="col" abbr={t(`pattern.weekdayLong.${weekday}`)}>
                {t(`pattern.weekday.${weekday}`)}
              </th>
            ))}
            <th scope="col">{t('pattern.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {halfHours.map((halfHour) => {
            const row = cells.filter((cell) => cell.halfHour === halfHour);
            return (
              <tr key={halfHour}>
                <th scope="row">{halfHourText(halfHour)}</th>
                {weekdays.map((weekday, i) => (
                  <td key={weekday}>
                    {words.count(row.find((cell) => cell.weekday === i + 1)?.accidents ?? 0)}
                  </td>
                ))}
                <td>{sumOf(row)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('pattern.sum')}</th>
            {weekdays.map((weekday, i) => (
              <td key={weekday}>{sumOf(cells.filter((cell) => cell.weekday === i + 1))}</td>
            ))}
            <td>{sumOf(cells)}</td>
          </tr>
          {pattern.unknownTime === 0 ? null : (
            <tr>
              <th scope="row" colSpan={weekdays.length + 1}>
                {t('pattern.noTime')}
              </th>
              <td>{words.count(pattern.unknownTime)}</td>
            </tr>
          )}
        </tfoot>
      </table>
    </div>
  );
}

export function YearTable({ years }: { years: SchoolPattern['years'] }) {
  const words = useWords();
  const { t } = words;
  return (
    <div className={styles.tableFrame}>
      <table className={`${styles.table} numbers`}>
        <caption className="for-readers">{t('pattern.years')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pattern.period')}</th>
            {hurtSeverities.map((severity) => (
              <th key={severity} scope="col">
                {t(`severity.${severity}`)}
              </th>
            ))}
            <th scope="col">{t('pattern.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year.to}>
              <th scope="row">{formatPeriod(year.from, year.to)}</th>
              {hurtSeverities.map((severity) => (
                <td key={severity}>{words.count(year[severity])}</td>
              ))}
              <td>{words.count(year.fatal + year.serious + year.slight)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
