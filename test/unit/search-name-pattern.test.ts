// The rule of accents: a typed accent is meant, a missing one is not; and how questions with a kilometre are read.
import { describe, expect, test } from 'vitest';
import { kmQuestion } from '../../server/search/km-question.ts';
import { namePattern, numberPattern } from '../../server/search/name-pattern.ts';

const matches = (typed: string, name: string) => new RegExp(namePattern(typed).anywhere, 'u').test(name);

describe('namePattern', () => {
  test('letters typed without accents match every accent', () => {
    for (const name of ['Sơn Hà', 'Sơn Hạ', 'SƠN HẠ', 'Xã Sơn Hà', 'Son Ha']) {
      expect([name, matches('son ha', name)]).toEqual([name, true]);
    }
    expect(matches('da nang', 'Đà Nẵng')).toBe(true);
    expect(matches('krong no', 'Krông Nô')).toBe(true);
    expect(matches('son ha', 'Sơn La')).toBe(false);
  });

  test('letters typed with accents match only themselves', () => {
    expect(matches('Sơn Hạ', 'Xã Sơn Hạ')).toBe(true);
    expect(matches('sơn hạ', 'SƠN HẠ')).toBe(true);
    expect(matches('Sơn Hạ', 'Sơn Hà')).toBe(false);
    expect(matches('Sơn Hạ', 'Son Ha')).toBe(false);
    // Half typed: the ơ is meant, the a is not.
    expect(matches('sơn ha', 'Sơn Hà')).toBe(true);
    expect(matches('sơn ha', 'Sòn Hà')).toBe(false);
    expect(matches('đak', 'Dak')).toBe(false);
    expect(matches('đak', 'Đắk Lắk')).toBe(true);
  });

  test('the form of Unicode and the place of a tone make no difference', () => {
    expect(matches('Sơn Hạ'.normalize('NFD'), 'Sơn Hạ')).toBe(true);
    expect(matches('Hoà Lạc', 'Hòa Lạc')).toBe(true);
    expect(matches('hòa lạc', 'Hoà Lạc')).toBe(true);
    expect(matches('Thuỷ', 'Xã Thủy Vân')).toBe(true);
    expect(matches('Hoà', 'Hóa')).toBe(false);
    expect(matches('  an   bình ', 'An Bình')).toBe(true);
  });

  test('tells whole names and starts of words from the inside of words', () => {
    const { whole, wordStart } = namePattern('an');
    const is = (pattern: string, name: string) => new RegExp(pattern, 'u').test(name);
    expect([is(whole, 'An'), is(whole, 'Ấn'), is(whole, 'An Bình')]).toEqual([true, true, false]);
    const starts = ['An Bình', 'Trường An Bình', 'Trường (An Bình)', 'Tân An'].map((name) =>
      is(wordStart, name),
    );
    expect(starts).toEqual([true, true, true, true]);
    // The letter before is accented: still inside a word.
    expect(['Lan', 'Đan Phượng', 'Thoạn'].map((name) => is(wordStart, name))).toEqual([false, false, false]);
  });

  test('asTyped holds a letter without accent to be meant', () => {
    const asTyped = new RegExp(namePattern('an').asTyped, 'u');
    expect([asTyped.test('AN'), asTyped.test('Ấn')]).toEqual([true, false]);
  });

  test('signs stand for themselves', () => {
    expect(matches('số 1 (cũ)', 'Trường số 1 (cũ)')).toBe(true);
    expect(matches('a.c', 'abc')).toBe(false);
    for (const sign of '^$\\.*+?()[]{}|/-\'"')
      expect([sign, matches(sign, `x${sign}y`)]).toEqual([sign, true]);
    expect(matches('.*', 'An Bình')).toBe(false);
  });
});

test('numberPattern reads a number however it is set apart', () => {
  const matchesNumber = (typed: string, ref: string) =>
    new RegExp(`^${numberPattern(typed)}$`, 'u').test(ref);
  for (const typed of ['QL.99', 'ql99', 'Ql 99', 'QL-99']) expect(matchesNumber(typed, 'QL.99')).toBe(true);
  expect(matchesNumber('dt.699', 'ĐT 699')).toBe(true);
  expect(matchesNumber('QL.9', 'QL.99')).toBe(false);
  expect([numberPattern('.+'), numberPattern('đường tỉnh rất là dài số 699')]).toEqual([null, null]);
});

test('kmQuestion finds the address and its road in either order', () => {
  for (const text of [
    'QL.99 Km14+500',
    'QL.99, km14+500',
    'QL.99 (Km14+500)',
    'Km14+500 QL.99',
    'Km14+500, QL.99, xã An Bình',
  ]) {
    expect([text, kmQuestion(text)?.road]).toEqual([text, 'QL.99']);
    expect(kmQuestion(text)?.address.toLowerCase()).toBe('km14+500');
  }
  expect(kmQuestion('ql 99 km 14 + 5')).toEqual({ road: 'ql 99', address: 'km 14 + 5' });
  // While it is still being typed.
  expect(kmQuestion('QL.99 Km14+')).toEqual({ road: 'QL.99', address: 'Km14' });
  expect(kmQuestion('Km14')).toEqual({ road: '', address: 'Km14' });
  for (const text of ['QL.99', 'km', 'Skm14', 'An Bình']) expect(kmQuestion(text)).toBeUndefined();
});
