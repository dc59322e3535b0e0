import { describe, expect, it } from 'vitest';
import {
  type ComparedPlace,
  causeOf,
  compareHotspots,
  compareRanks,
  differingParameters,
  type RankedSchool,
} from '../../server/comparison/compare.ts';

const place = (number: number, x: number, members: string): ComparedPlace => ({
  number,
  x,
  y: 0,
  members: [...members],
});
const brief = (before: ComparedPlace[], after: ComparedPlace[]) =>
  compareHotspots(before, after).map((match) => [
    match.change,
    match.before,
    match.after,
    match.sharedAccidents,
  ]);

describe('compareHotspots', () => {
  it('tells same, changed, moved, new and gone places apart', () => {
    const before = [
      place(1, 0, 'abcd'),
      place(2, 1_000, 'efgh'),
      place(3, 2_000, 'ijkl'),
      place(4, 3_000, 'mn'),
    ];
    const after = [
      place(1, 5_000, 'yz'),
      place(2, 0, 'abcd'),
      place(3, 1_020, 'efgx'),
      place(4, 2_051, 'ijkl'),
    ];
    expect(brief(before, after)).toEqual([
      ['new', null, 1, 0],
      ['same', 1, 2, 4],
      ['changed', 2, 3, 3],
      ['moved', 3, 4, 4],
      ['gone', 4, null, 0],
    ]);
    expect(compareHotspots(before, after).map((match) => match.movedMetres)).toEqual([null, 0, 20, 51, null]);
  });

  it('gives a place that fell apart to the part with the greatest share, and the other is new', () => {
    // abcd | abc and d: 3/4 against 1/4.
    expect(brief([place(1, 0, 'abcd')], [place(1, 10, 'd'), place(2, 0, 'abc')])).toEqual([
      ['new', null, 1, 0],
      ['changed', 1, 2, 3],
    ]);
    // Equal shares go to the smaller number.
    expect(brief([place(1, 0, 'abcd')], [place(1, 0, 'ab'), place(2, 0, 'cd')])).toEqual([
      ['changed', 1, 1, 2],
      ['new', null, 2, 0],
    ]);
  });

  it('knows a place without a shared accident by its anchor up to 100 m, the nearest first', () => {
    const before = [place(1, 0, 'a'), place(2, 90, 'b')];
    expect(brief(before, [place(1, 60, 'x'), place(2, 190, 'y'), place(3, 291, 'z')])).toEqual([
      ['changed', 2, 1, 0],
      ['new', null, 2, 0],
      ['new', null, 3, 0],
      ['gone', 1, null, 0],
    ]);
    expect(brief([place(1, 0, 'a')], [place(1, 100, 'x')])).toEqual([['moved', 1, 1, 0]]);
    expect(brief([place(1, 0, 'a')], [place(1, 100.01, 'x')])).toEqual([
      ['new', null, 1, 0],
      ['gone', 1, null, 0],
    ]);
  });

  it('names the accidents of a place in either run, and hangs on no order', () => {
    const before = [place(1, 0, 'abc'), place(2, 30, 'de')];
    const after = [place(1, 0, 'cb'), place(2, 30, 'ed')];
    const [first] = compareHotspots(before, after);
    expect([...(first?.members ?? [])].sort()).toEqual(['a', 'b', 'c']);
    expect(compareHotspots([...before].reverse(), after)).toEqual(compareHotspots(before, after));
    expect(compareHotspots([], [])).toEqual([]);
  });
});

const school = (schoolId: string, rank: number | null, low: number, high: number): RankedSchool => ({
  schoolId,
  schoolName: schoolId,
  unitId: 'U',
  unitName: 'Unit',
  rank,
  rankLow: rank === null ? null : low,
  rankHigh: rank === null ? null : high,
  score: 50,
  rate: rank === null ? 0.5 : 1 / rank,
  band: 'C',
});

describe('compareRanks', () => {
  it('puts what is in one run only first, then the largest change, with its direction', () => {
    const before = [
      school('a', 1, 1, 2),
      school('b', 2, 1, 3),
      school('c', 9, 8, 10),
      school('gone', 4, 3, 5),
    ];
    const after = [school('new', 5, 4, 6), school('c', 3, 2, 7), school('b', 3, 2, 4), school('a', 1, 1, 2)];
    const rows = compareRanks(before, after);
    expect(rows.map((row) => [row.schoolId, row.change, row.rankChange, row.isMeaningful])).toEqual([
      ['gone', 'gone', null, null],
      ['new', 'new', null, null],
      // From 9 (8–10) to 3 (2–7): the intervals do not touch.
      ['c', 'changed', 6, true],
      // From 2 (1–3) to 3 (2–4): chance may have done it.
      ['b', 'changed', -1, false],
      ['a', 'same', 0, false],
    ]);
    expect(rows[2]).toMatchObject({ scoreChange: 0, rateChange: 1 / 3 - 1 / 9, before: { rank: 9 } });
  });

  it('calls ends that touch an overlap, and a rank that is missing no change', () => {
    expect(compareRanks([school('a', 1, 1, 3)], [school('a', 4, 3, 5)])[0]?.isMeaningful).toBe(false);
    expect(compareRanks([school('a', 1, 1, 3)], [school('a', 4, 4, 5)])[0]?.isMeaningful).toBe(true);
    expect(compareRanks([school('a', 1, 1, 3)], [school('a', null, 0, 0)])[0]).toMatchObject({
      change: 'changed',
      rankChange: null,
      isMeaningful: null,
      after: { rank: null },
    });
  });
});

describe('causeOf', () => {
  it.each([
    [false, false, true, true, 'program'],
    [false, false, false, true, 'data'],
    [true, false, true, true, 'parameters'],
    [false, true, true, false, 'data'],
    [true, true, false, true, 'data'],
    [true, true, false, false, 'parameters'],
    [true, true, false, null, 'both'],
  ] as const)(
    'parameters differ %s, facts %s, program %s, touched %s: %s',
    (parameters, facts, program, touched, cause) => {
      expect(causeOf({ parameters, facts, program }, touched)).toBe(cause);
    },
  );

  it('differingParameters names what differs, also inside and where one run lacks it', () => {
    expect(
      differingParameters(
        { eps: 75, filter: { pupil: ['yes'] }, asOf: '2026-10-31', only: 1, baseRunId: 'a' },
        { eps: 80, filter: { pupil: ['no'] }, asOf: '2026-10-31' },
      ),
    ).toEqual([
      { name: 'eps', before: 75, after: 80 },
      { name: 'filter', before: { pupil: ['yes'] }, after: { pupil: ['no'] } },
      { name: 'only', before: 1, after: null },
    ]);
  });
});
