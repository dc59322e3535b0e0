// From when to when: two clocks as people write them; hours that cannot be are said to be wrong and are not passed on.
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatClock } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import styles from './element-form.module.css';

type Hours = { from: string; to: string };

export function HoursField({ value, onChange }: { value: Hours; onChange(value: Hours): void }) {
  const { t } = useWords();
  // What may not be passed on yet; null while what is shown is what is stored.
  const [wrong, setWrong] = useState<Hours | null>(null);
  const shown = wrong ?? { from: formatClock(value.from), to: formatClock(value.to) };
  const set = (typed: Hours) => {
    const [from, to] = [clockOf(typed.from), clockOf(typed.to)];
    if (from === null || to === null || from >= to) {
      setWrong(typed);
      return;
    }
    setWrong(null);
    onChange({ from, to });
  };
  return (
    <fieldset className={styles.hours}>
      <legend className="for-readers">{t('plan.figure.hours')}</legend>
      <TextInput
        label={t('plan.figure.from')}
        inputMode="numeric"
        value={shown.from}
        onChange={(event) => set({ ...shown, from: event.currentTarget.value })}
      />
      <TextInput
        label={t('plan.figure.to')}
        inputMode="numeric"
        value={shown.to}
        error={wrong === null ? undefined : t('plan.figure.hoursWrong')}
        onChange={(event) => set({ ...shown, to: event.currentTarget.value })}
      />
    </fieldset>
  );
}

/** "6:30" and "6h30" as "06:30"; null for what is no time of day. */
function clockOf(typed: string): string | null {
  const [, hours = '', minutes = ''] = /^\s*([01]?\d|2[0-3])[:h]([0-5]\d)\s*$/.exec(typed) ?? [];
  return hours === '' ? null : `${hours.padStart(2, '0')}:${minutes}`;
}
