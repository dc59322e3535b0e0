// An accident's time and casualties in words, the same in lists and panels.
import type { Accident } from '../../../contract/facts.ts';
import { formatClock, formatDay } from '../../format.ts';
import type { Words } from '../../text/words.ts';

/** "21/11/2026, 6:30", "21/11/2026, khoảng 6:00", "21/11/2026, không rõ giờ". */
export function accidentMoment(accident: Accident, { t }: Words): string {
  const day = formatDay(accident.occurredOn);
  if (accident.occurredTime === null || accident.timePrecision === 'day')
    return `${day}, ${t('accident.dayOnly')}`;
  const clock = formatClock(accident.occurredTime);
  return accident.timePrecision === 'hour' ? `${day}, ${t('accident.about', { clock })}` : `${day}, ${clock}`;
}

/** "1 chết, 2 bị thương nhẹ". */
export function casualties(accident: Pick<Accident, 'deaths' | 'serious' | 'slight'>, { t }: Words): string {
  const parts = [
    accident.deaths > 0 ? t('accidents.dead', { count: accident.deaths }) : null,
    accident.serious > 0 ? t('accidents.seriousHurt', { count: accident.serious }) : null,
    accident.slight > 0 ? t('accidents.slightHurt', { count: accident.slight }) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? t('accidents.noOneHurt') : parts.join(', ');
}
