// Since when a place has been an accident spot, and which places no longer are one.
import { describe, expect, test } from 'vitest';
import { legalHistory } from '../../server/hotspots/legal-history.ts';
import { type LegalRule, monthsBefore } from '../../server/hotspots/legal-rule.ts';
import { type LegalAccident, legalSpots } from '../../server/hotspots/legal-spots.ts';
import { shippedRule } from '../support/legal-rule.ts';

const rule = shippedRule();

describe('status history', () => {
  const along = (
    id: string,
    date: string,
    metres: number,
    over: Partial<LegalAccident> = {},
  ): LegalAccident => ({
    id,
    date,
    severity: 'injury',
    x: metres,
    y: 0,
    isBuiltUp: true,
    junction: -1,
    route: 1,
    chainageMetres: metres,
    ...over,
  });
  const historyOf = (rows: LegalAccident[], asOf: string, over: Partial<LegalRule> = {}) => {
    const used = { ...rule, ...over };
    const { spots } = legalSpots(rows, used, asOf);
    return { spots: spots.map(({ members }) => members), ...legalHistory(rows, used, asOf, spots) };
  };
  const days = (list: string[], from = 1, over: Partial<LegalAccident> = {}): LegalAccident[] =>
    list.map((day, i) => along(String(from + i), day, 100 + i * 10, over));

  test('gives the month end since when a place qualified without a break, or the day itself', () => {
    // Four injury accidents by 15 July: the rule is met from the end of July on.
    const place = days(['2026-01-10', '2026-03-05', '2026-05-20', '2026-07-15']);
    expect(historyOf(place, '2026-10-31')).toEqual({
      spots: [['1', '2', '3', '4']],
      firstQualifiedOn: ['2026-07-31'],
      lapsed: 0,
    });
    expect(historyOf(place, '2026-11-21').firstQualifiedOn).toEqual(['2026-07-31']);
    expect(historyOf(place, '2026-07-31').firstQualifiedOn).toEqual(['2026-07-31']);
    expect(historyOf(place, '2026-07-20').firstQualifiedOn).toEqual(['2026-07-20']);
  });

  test('follows a place whose accidents change from month to month, back to the oldest month end', () => {
    const monthly = Array.from({ length: 24 }, (_, k) => monthsBefore('2026-10-15', k));
    const found = historyOf(days(monthly), '2026-10-31');
    expect(found.firstQualifiedOn).toEqual(['2025-10-31']);
    expect(found.lapsed).toBe(0);
  });

  test('a break starts the time anew, and the place is not one that lapsed', () => {
    const old = days(['2025-02-01', '2025-02-02', '2025-02-03', '2025-02-04']);
    const now = days(['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04'], 5);
    const found = historyOf([...old, ...now], '2026-10-31');
    expect(found.firstQualifiedOn).toEqual(['2026-06-30']);
    expect(found.lapsed).toBe(0);
    // The same accidents half a kilometre on were another place, and it has lapsed.
    const moved = old.map((each) => along(each.id, each.date, each.x + 500));
    expect(historyOf([...moved, ...now], '2026-10-31')).toMatchObject({
      firstQualifiedOn: ['2026-06-30'],
      lapsed: 1,
    });
  });

  test('a place that lapsed counts once, however many months it was a spot', () => {
    const gone = days(['2024-12-01', '2025-04-02', '2025-08-03', '2025-10-04', '2025-11-20', '2025-11-21']);
    expect(historyOf(gone, '2026-10-31')).toEqual({ spots: [], firstQualifiedOn: [], lapsed: 1 });
    const everywhere = ['2025-05-01', '2025-05-02', '2025-05-03', '2025-05-04'];
    const second = days(everywhere, 20).map((each) => ({ ...each, route: 2 }));
    expect(historyOf([...gone, ...second], '2026-10-31').lapsed).toBe(2);
  });

  test('knows a junction again without an accident in common', () => {
    const at = { junction: 7 };
    const each = Array.from({ length: 6 }, (_, k) => monthsBefore('2026-10-15', k)).flatMap((day) => [
      day,
      day,
    ]);
    const monthly = { months: 1, injuryTotalAtLeast: 2 };
    expect(historyOf(days(each, 1, at), '2026-10-31', monthly).firstQualifiedOn).toEqual(['2026-05-31']);
    const elsewhere = days(each, 1).map((row, i) => ({ ...row, route: -1, x: Math.floor(i / 2) * 5_000 }));
    expect(historyOf(elsewhere, '2026-10-31', monthly)).toMatchObject({
      firstQualifiedOn: ['2026-10-31'],
      lapsed: 5,
    });
  });

  test('month ends follow the calendar, over a leap day', () => {
    const place = days(['2024-02-29', '2024-02-29', '2024-02-29', '2024-02-29']);
    expect(historyOf(place, '2024-03-30').firstQualifiedOn).toEqual(['2024-02-29']);
    expect(historyOf(place, '2025-02-27').firstQualifiedOn).toEqual(['2024-02-29']);
    expect(historyOf(place, '2025-03-01').lapsed).toBe(1);
  });
});
