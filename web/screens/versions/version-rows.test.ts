// A conflict in words: no raw field name, code or date is shown, and what differs comes first.
import { describe, expect, it } from 'vitest';
import type { FieldCodes } from '../../../contract/field.ts';
import { enWords, viWords } from '../../text/words.fixture.ts';
import { type NamedSchool, versionRows } from './version-rows.ts';

const codes: FieldCodes = {
  questions: [
    {
      id: 'sight',
      vi: 'Có nhìn rõ xe đang tới không?',
      en: 'Can approaching vehicles be seen?',
      kind: 'choice',
      targets: ['gate', 'route'],
      answers: [
        { id: 'ok', vi: 'Nhìn rõ', en: 'Clearly' },
        { id: 'poor', vi: 'Bị che khuất', en: 'Hidden' },
      ],
    },
  ],
  reasons: [{ id: 'sight_poor', vi: 'Tầm nhìn bị che khuất', en: 'Sight line hidden', owner: 'school' }],
  measures: [{ id: 'clear_view', vi: 'Phát quang', en: 'Clear the view', term: 'now' }],
  spotRules: {
    chronicDays: 30,
    chronicSightings: 3,
    evidencePhotos: 2,
    evidenceMinutesApart: 1,
    evidenceKeptDays: 365,
    commitmentAboveCc: 50,
    source: '',
  },
};
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const school: NamedSchool = {
  name: 'Cầu Ván',
  gates: [
    { id: id(1), name: 'Cổng chính', kind: 'main' },
    { id: id(2), name: null, kind: 'side' },
  ],
  routes: [{ id: id(3), name: null }],
};
const naming = { codes, school };

const finding = {
  schoolId: id(9),
  reasonCode: 'sight_poor',
  owner: 'school',
  location: { type: 'Point', coordinates: [108.12345, 12.5] },
  foundOn: '2026-11-20',
};

describe('versionRows', () => {
  it('names fields and values of a finding, what differs first', () => {
    const mine = { ...finding, dueOn: '2026-12-01', measureCode: 'clear_view' };
    const theirs = { ...finding, id: id(7), owner: 'commune', dueOn: null, measureCode: null, revision: 2 };
    const rows = versionRows(mine, theirs, naming, viWords);
    expect(rows.map(({ label }) => label)).toEqual([
      'Ai phải xử lý',
      'Giải pháp',
      'Hạn xử lý',
      'Loại bất cập',
      'Vị trí',
      'Ngày phát hiện',
    ]);
    expect(rows.slice(0, 3).map(({ mine: a, theirs: b }) => [a, b])).toEqual([
      ['Nhà trường', 'UBND xã, phường'],
      ['Phát quang', null],
      ['01/12/2026', null],
    ]);
    expect(rows[3]).toMatchObject({ mine: 'Tầm nhìn bị che khuất', isSame: true });
    const shown = JSON.stringify(versionRows(mine, theirs, naming, enWords));
    expect(shown).not.toMatch(/sight_poor|clear_view|dueOn|2026-12-01|commune"/);
  });

  it('names the place and the question of every answer of a survey', () => {
    const sheet = (place: object, answer: string) => ({ ...place, answers: [{ question: 'sight', answer }] });
    const stretch = { routeId: id(3), fromMetres: 0, toMetres: 250 };
    const mine = {
      schoolId: id(9),
      surveyedOn: '2026-11-20',
      sheets: [
        sheet({ gateId: id(1) }, 'ok'),
        sheet(stretch, 'not_observed'),
        sheet({ gateId: id(2) }, 'ok'),
      ],
    };
    const theirs = { ...mine, revision: 3, sheets: [sheet({ gateId: id(1) }, 'poor'), mine.sheets[1]] };
    expect(versionRows(mine, theirs, naming, enWords)).toEqual([
      {
        label: 'Cổng chính · Can approaching vehicles be seen?',
        mine: 'Clearly',
        theirs: 'Hidden',
        isSame: false,
      },
      { label: 'Gate 2 · Can approaching vehicles be seen?', mine: 'Clearly', theirs: null, isSame: false },
      { label: 'Surveyed on', mine: '20/11/2026', theirs: '20/11/2026', isSame: true },
      {
        label: 'Route 1, metres 0 – 250 · Can approaching vehicles be seen?',
        mine: 'Not observed',
        theirs: 'Not observed',
        isSame: true,
      },
    ]);
  });

  it('has no rows for what was deleted, and says so of a place that nobody knows', () => {
    expect(versionRows({ text: 'x' }, null, naming, viWords)).toEqual([]);
    const lone = {
      surveyedOn: '2026-11-20',
      sheets: [{ gateId: id(5), answers: [{ question: 'sight', answer: 'ok' }] }],
    };
    const rows = versionRows(lone, lone, { codes: null, school: null }, viWords);
    expect(rows[1]?.label).toMatch(/^Một cổng không còn/);
  });
});
