// How long ago something was, in words that stay true while the page is open.
import { useEffect, useState } from 'react';
import { useWords } from '../../text/words.ts';

const MINUTE = 60_000;

/** Null for no moment. `days` are whole ones. */
export function useAge(moment: string | null): { words: string; days: number } | null {
  const { t } = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (moment === null) return;
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, [moment]);
  if (moment === null) return null;
  const minutes = Math.max(0, Math.floor((now - Date.parse(moment)) / MINUTE));
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1_440)];
  if (minutes < 1) return { words: t('field.age.now'), days };
  if (hours < 1) return { words: t('field.age.minutes', { count: minutes }), days };
  if (days < 2) return { words: t('field.age.hours', { count: hours }), days };
  return { words: t('field.age.days', { count: days }), days };
}
