// Parameters of a run as a person reads them, and which rule a run used.
import { describe, expect, it } from 'vitest';
import type { HotspotSummary } from '../../../contract/hotspot.ts';
import type { LegalRuleValue } from '../../../contract/run-parameters.ts';
import { viWords } from '../../text/words.fixture.ts';
import { clauseText } from './hotspot-rule.ts';
import { parameterValue } from './run-words.ts';

const rule: LegalRuleValue = {
  fatalAtLeast: null,
  fatalWithTotal: { fatal: 1, total: 2 },
  injuryTotalAtLeast: 3,
  includePropertyOnly: false,
  months: 12,
  search: 'circle',
  lengthMetresBuiltUp: 400,
  lengthMetresElsewhere: 600,
  junctionRadiusMetresBuiltUp: 50,
  junctionRadiusMetresElsewhere: 100,
  filter: {},
};

describe('parameterValue', () => {
  it.each([
    ['calibrationId', null, 'theo hệ thống'],
    ['bandwidthMetres', 100, '100 m'],
    ['qAtMost', 0.05, '0,05'],
    ['simulations', 9999, '9.999'],
    ['junctions', true, 'có'],
    ['split', 'esd', 'chia đều, không liên tục'],
    ['split', 'unheard', 'unheard'],
    ['filter', {}, 'tất cả'],
    [
      'filter',
      { severity: ['fatal', 'serious'], victimMode: ['walking'] },
      'chết người + bị thương nặng; đi bộ',
    ],
    [
      'rule',
      rule,
      'có 1 vụ chết người và tổng từ 2 vụ thương vong trở lên; từ 3 vụ có người chết hoặc bị thương trở lên; trong 12 tháng, dài tối đa 400 m trong khu đông dân và 600 m ở nơi khác',
    ],
  ])('says %s %o as “%s”', (name, value, text) => {
    expect(parameterValue(name, value, [], viWords)).toBe(text);
  });
});

describe('clauseText', () => {
  it.each<[HotspotSummary['clause'], string | null]>([
    ['fatal', null],
    ['fatal_with_total', 'có 1 vụ chết người và tổng từ 2 vụ thương vong trở lên'],
    ['injury_total', 'từ 3 vụ có người chết hoặc bị thương trở lên'],
    [null, null],
  ])('of %s', (clause, text) => {
    expect(clauseText({ clause }, rule, viWords)).toBe(text);
  });
});
