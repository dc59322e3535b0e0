// A fact of the field cannot lie in the future: a phone whose clock is wrong is told so.
import { Problem } from '../problem.ts';

/** Throws `bad-input` for a day after today; both as "2026-11-21". */
export function requireNotAfter(today: string, field: string, day: string): void {
  if (day <= today) return;
  const detail = `Ngày ${day} ở tương lai (hôm nay là ${today}); xin kiểm tra đồng hồ của máy`;
  const detailEn = `${day} lies in the future (today is ${today}); please check the clock of the device`;
  throw new Problem('bad-input', {
    detail,
    detailEn,
    errors: [{ pointer: `#/body/${field}`, detail, detailEn }],
  });
}
