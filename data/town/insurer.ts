// Accidents that the town holds twice: what an insurer wrote down about two of those of the police, some minutes and
// metres off, for whoever looks after the data to find.
import type { Accident } from './accidents.ts';
import { csvText, dayText } from './files.ts';
import { step, toLonLat } from './plane.ts';

/** How far off a report is; well inside the reach in which two reports are taken for one accident. */
const offsets = [
  { key: 'BH-2026-0117', minutes: 12, metres: 35 },
  { key: 'BH-2026-0342', minutes: -5, metres: 60 },
];

/**
 * accidents-insurer.csv: one row per claim, about the newest accidents with damage only: with them no hotspot and no
 * score hangs on whether the two are one.
 */
export function insurerText(accidents: readonly Accident[]): string {
  const told = accidents
    .filter(({ group, casualties, quality, precision }) =>
      [group === 'scatter', casualties.includes('P'), quality === 'exact', precision === 'minute'].every(
        Boolean,
      ),
    )
    .slice(-offsets.length);
  const columns = ['Số yêu cầu', 'Ngày', 'Giờ', 'Nơi xảy ra', 'Kinh độ', 'Vĩ độ', 'Bồi thường (đồng)'];
  const rows = offsets.map(({ key, minutes, metres }, i) => {
    const { on, time, at, address, damageVnd } = told[i]!;
    return [
      key,
      dayText(on),
      later(time!, minutes),
      address,
      ...toLonLat(step(at!, 0, metres)),
      Math.round(damageVnd / 2),
    ];
  });
  return csvText(columns, rows);
}

function later(time: string, minutes: number): string {
  const all = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes;
  return [Math.floor(all / 60), all % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
