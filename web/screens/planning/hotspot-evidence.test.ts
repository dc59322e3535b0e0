// What is said about a hotspot in words: present values in sentences, absent ones not at all.
import { describe, expect, it } from 'vitest';
import type { HotspotSummary } from '../../../contract/hotspot.ts';
import type { PredictiveRecord } from '../../../contract/prediction.ts';
import { enWords, viWords } from '../../text/words.fixture.ts';
import {
  agreementSentence,
  agreementsOf,
  chanceText,
  evidenceFacts,
  excessSentence,
  predictiveSentence,
  schoolTimeSentence,
  significance,
} from './hotspot-evidence.ts';

/** A place of which nothing but its accidents is known. */
const bare: HotspotSummary = {
  runId: '00000000-0000-4000-8000-000000000501',
  number: 1,
  method: 'legal_rule',
  pass: 'road',
  status: 'proposed',
  unitId: null,
  unitName: null,
  anchor: { type: 'Point', coordinates: [108.8, 15.1] },
  roadName: null,
  accidents: 8,
  fatal: 1,
  serious: 3,
  slight: 4,
  property: 0,
  severityIndex: 1.83,
  extentMetres: 120,
  isCorridor: false,
  firstOn: '2025-11-02',
  lastOn: '2026-09-30',
  clause: null,
  margin: null,
  firstQualifiedOn: null,
  strength: null,
  p: null,
  q: null,
  z: null,
  emerging: null,
  collective: null,
  individual: null,
  predicted: null,
  expected: null,
  excess: null,
  probabilityAbove: null,
  isLikelyRandom: null,
  tripAccidents: 0,
  schoolTimeQuotient: null,
  schoolTimeProbability: null,
  isSchoolTime: null,
  comparedMethods: [],
  agreeingMethods: [],
  invented: true,
};

const full: HotspotSummary = {
  ...bare,
  firstQualifiedOn: '2026-06-30',
  strength: 0.385,
  p: 0.016,
  q: 0.04,
  z: 3.24,
  emerging: 'new',
  collective: 12.345,
  individual: 0.0123,
  predicted: 1.24,
  expected: 3.4,
  excess: 0.352,
  probabilityAbove: 0.93,
  isLikelyRandom: false,
  tripAccidents: 3,
  schoolTimeQuotient: 1.84,
  schoolTimeProbability: 0.97,
  isSchoolTime: true,
  comparedMethods: ['network_kde', 'dbscan'],
  agreeingMethods: ['dbscan'],
};

function everything(hotspot: HotspotSummary, words: typeof viWords): string {
  return [
    ...significance(hotspot, {}, words),
    excessSentence(hotspot, words) ?? '',
    schoolTimeSentence(hotspot, words),
    agreementSentence(hotspot, words),
    ...evidenceFacts(hotspot, {}, words).map(({ name, value, note }) => `${name}: ${value} ${note ?? ''}`),
  ].join('\n');
}

describe('absent values', () => {
  it.each([
    ['vi', viWords],
    ['en', enWords],
  ] as const)('leave no trace in %s', (_, words) => {
    expect(everything(bare, words)).not.toMatch(/null|NaN|undefined|\{\{/);
    expect(significance(bare, {}, words)).toEqual([]);
    expect(excessSentence(bare, words)).toBeNull();
    expect(evidenceFacts(bare, {}, words)).toEqual([]);
    expect(everything(full, words)).not.toMatch(/null|NaN|undefined|\{\{/);
  });
});

describe('chanceText', () => {
  it.each([
    [0.016, '1 trên 63 lần'],
    [0.001, '1 trên 1.000 lần'],
    [0.00137, '1 trên 730 lần'],
    [1e-9, 'ít hơn 1 trên 10.000 lần'],
    [0.35, 'trong 35% số lần'],
  ])('says %d as “%s”', (p, text) => {
    expect(chanceText(p, viWords)).toBe(text);
  });
});

describe('significance', () => {
  it('names the places tested where the run tells them', () => {
    const section: HotspotSummary = { ...full, pass: 'section' };
    expect(significance(section, { sections: { tested: 34 } }, viWords)).toEqual([
      'Đủ điều kiện liên tục từ 30/06/2026.',
      'Nếu tai nạn chỉ rải ngẫu nhiên, nơi như thế này xuất hiện 1 trên 63 lần.',
      'Đã thử 34 nơi nên phải khắt khe hơn: q = 0,04.',
    ]);
    expect(significance(full, {}, enWords).at(-1)).toBe('After allowing for all places tested: q = 0.04.');
    expect(significance({ ...full, q: 0.004 }, {}, enWords).at(-1)).toContain('q < 0.01.');
  });
});

describe('excessSentence', () => {
  it('warns of a place that may be random', () => {
    expect(excessSentence(full, viWords)).toContain('hơn mức chung của đường cùng cấp: 93%');
    const random = { ...full, isLikelyRandom: true, probabilityAbove: 0.62 };
    expect(excessSentence(random, viWords)).toMatch(/^Chỉ chắc 62% .* có thể tự giảm/);
  });
});

describe('schoolTimeSentence', () => {
  it('counts the trips, and compares them where that was computed', () => {
    expect(schoolTimeSentence(full, viWords)).toBe(
      '3 trên 8 vụ xảy ra giờ đến trường, tan trường; 1,8 lần mức chung của địa bàn (chắc 97%).',
    );
    expect(schoolTimeSentence({ ...bare, tripAccidents: 3 }, viWords)).toBe(
      '3 trên 8 vụ xảy ra giờ đến trường, tan trường.',
    );
    expect(schoolTimeSentence(bare, viWords)).toBe('Không vụ nào xảy ra giờ đến trường, tan trường.');
  });
});

describe('evidenceFacts', () => {
  it('says when a place is no worse than roads of its class', () => {
    const facts = new Map(
      evidenceFacts({ ...bare, excess: -0.1 }, {}, viWords).map((each) => [each.name, each.value]),
    );
    expect(facts.get('Có thể giảm được')).toBe('không hơn đường cùng cấp');
  });
});

it('says why there is no history', () => {
  const notes = { emerging: { reason: 'too_sparse', quarterEnd: '2024-01-31' } };
  expect(evidenceFacts(bare, notes, viWords)).toEqual([
    { name: 'Diễn biến', value: 'chưa xét được: có quý quá ít tai nạn' },
  ]);
});

describe('agreement', () => {
  it('tells a view that differs from one that was not computed', () => {
    expect(agreementsOf(full).map(({ agreement }) => agreement)).toEqual([
      'agrees',
      'differs',
      'agrees',
      'notCompared',
    ]);
    expect(agreementSentence(full, viWords)).toBe('2 trên 3 cách tìm cùng chỉ ra nơi này.');
  });

  it('of one view alone is nothing to speak of', () => {
    expect(agreementSentence(bare, viWords)).toMatch(/^Chưa có lần tính theo cách khác/);
  });
});

it('says what a method foretold', () => {
  const record: PredictiveRecord = {
    runId: bare.runId,
    asOf: '2018-12-31',
    method: 'network_kde',
    markedYear: 2017,
    testYear: 2018,
    markedPercent: 5,
    heldPercent: 31,
    lowPercent: 24,
    highPercent: 38,
    chancePercent: 5,
    accidents: 412,
  };
  expect(predictiveSentence(record, viWords)).toBe(
    '5% đường được đánh dấu năm 2017 đã chứa 31% (24–38) số vụ năm 2018; ngẫu nhiên là 5%.',
  );
  expect(predictiveSentence(record, enWords)).toBe(
    'The 5% of roads marked in 2017 held 31% (24–38) of the accidents of 2018; chance would be 5%.',
  );
});
