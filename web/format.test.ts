// Forms of numbers, units and times. Expected texts are those of Vietnamese and British usage.
import { describe, expect, it } from 'vitest';
import {
  formatAmount,
  formatChange,
  formatClock,
  formatCount,
  formatDay,
  formatFingerprint,
  formatMetres,
  formatMoment,
  formatPart,
  formatPeriod,
  formatRange,
  formatShare,
  nameOrder,
  partDigits,
} from './format.ts';

describe('numbers', () => {
  it('groups thousands by point in Vietnamese and by comma in English', () => {
    expect(formatCount(1234567, 'vi')).toBe('1.234.567');
    expect(formatCount(1234567, 'en')).toBe('1,234,567');
    expect(formatCount(-1234, 'vi')).toBe('−1.234');
  });

  it('says counts as the rules of the language do, but for a minus before nothing', () => {
    for (const language of ['vi', 'en'] as const) {
      const rules = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
        maximumFractionDigits: 0,
        signDisplay: 'negative',
      });
      for (let step = -2000; step <= 2000; step += 1) {
        for (const value of [step, step / 8, step * 1037.55, step ** 3, step / 1999]) {
          expect(formatCount(value, language)).toBe(rules.format(value).replace('-', '−'));
        }
      }
    }
  });

  it.each([
    [0.203428809, '0,203'],
    [0.0654501, '0,0655'],
    [1.2345, '1,23'],
    [12.345, '12,3'],
    [1234.5, '1.235'],
    [0.000110585905, '0,000111'],
    [0, '0'],
  ])('shows %d with three significant digits as %s', (value, text) => {
    expect(formatAmount(value, 'vi')).toBe(text);
  });

  it('gives every part of a sum the same decimals and its sign', () => {
    // 0.203 has three decimals for three digits; its parts get one more.
    const digits = partDigits(0.203428809);
    expect(digits).toBe(4);
    expect(formatChange(0.06545, digits, 'vi')).toBe('+0,0655');
    expect(formatChange(-0.0021, digits, 'vi')).toBe('−0,0021');
    expect(formatChange(0.00001, digits, 'vi')).toBe('<0,0001');
    expect(formatChange(0, digits, 'vi')).toBe('0');
  });

  it('never shows something as nothing', () => {
    expect(formatPart(0.4075, 2, 'vi')).toBe('0,41');
    expect(formatPart(0.0008, 2, 'vi')).toBe('<0,01');
    expect(formatPart(0, 2, 'vi')).toBe('0');
  });

  it('shows shares as whole per cent, and a trace as a trace', () => {
    expect(formatShare(0.624, 'vi')).toBe('62%');
    expect(formatShare(0.0001, 'vi')).toBe('<1%');
    expect(formatShare(0, 'vi')).toBe('0%');
    expect(formatShare(0.9986, 'vi')).toBe('>99%');
    expect(formatShare(1, 'vi')).toBe('100%');
  });

  it('writes a range once when both ends meet', () => {
    expect(formatRange(1, 3, 'vi')).toBe('1–3');
    expect(formatRange(2, 2, 'vi')).toBe('2');
  });
});

describe('units', () => {
  it.each([
    [0, '0 m'],
    [850.4, '850 m'],
    [999.4, '999 m'],
    [999.6, '1,0 km'],
    [1234.5, '1,2 km'],
    [12_345, '12,3 km'],
  ])('shows %d metres as %s', (metres, text) => {
    expect(formatMetres(metres, 'vi')).toBe(text);
  });

  it('says kilometres as the rules of the language do', () => {
    for (const language of ['vi', 'en'] as const) {
      const rules = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      });
      for (let metres = 1_000; metres < 3_000_000; metres += 187) {
        expect(formatMetres(metres, language)).toBe(`${rules.format(metres / 1_000)} km`);
      }
    }
  });
});

describe('times', () => {
  it('writes days and periods day first', () => {
    expect(formatDay('2026-11-21')).toBe('21/11/2026');
    expect(formatPeriod('2021-11-01', '2026-10-31')).toBe('01/11/2021–31/10/2026');
  });

  it('writes a clock without a leading zero or seconds', () => {
    expect(formatClock('06:30:00')).toBe('6:30');
    expect(formatClock('13:05')).toBe('13:05');
    expect(formatClock('00:05')).toBe('0:05');
  });

  it('shows a moment by the clock of the installation, not of the device', () => {
    // 23:30 UTC is 6:30 of the next day in Vietnam (UTC+7).
    expect(formatMoment('2026-11-20T23:30:00Z', 'Asia/Ho_Chi_Minh')).toBe('6:30, 21/11/2026');
    expect(formatMoment('2026-11-20T23:30:00Z', 'Europe/London')).toBe('23:30, 20/11/2026');
  });
});

describe('names and fingerprints', () => {
  it('sorts names by the Vietnamese alphabet and numbers by value', () => {
    const names = ['Đại Nghĩa', 'Dương Xá', 'Ấp 10', 'Ấp 9', 'An Bình'];
    expect(names.toSorted(nameOrder)).toEqual(['An Bình', 'Ấp 9', 'Ấp 10', 'Dương Xá', 'Đại Nghĩa']);
  });

  it('cuts a fingerprint to twelve characters', () => {
    expect(formatFingerprint('0123456789abcdef')).toBe('0123456789ab');
  });
});
