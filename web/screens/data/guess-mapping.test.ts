// The columns of the demo town's files are found by name, and what the form makes of them is a mapping of the contract.
import { describe, expect, it } from 'vitest';
import { ImportMapping } from '../../../contract/import.ts';
import accidents from '../../../data/town/accidents.csv?raw';
import accidentsMapping from '../../../data/town/accidents.mapping.json?raw';
import findings from '../../../data/town/findings.csv?raw';
import findingsMapping from '../../../data/town/findings.mapping.json?raw';
import gates from '../../../data/town/gates.geojson?raw';
import gatesMapping from '../../../data/town/gates.mapping.json?raw';
import observations from '../../../data/town/observations.csv?raw';
import observationsMapping from '../../../data/town/observations.mapping.json?raw';
import roads from '../../../data/town/roads.geojson?raw';
import roadsMapping from '../../../data/town/roads.mapping.json?raw';
import schools from '../../../data/town/schools.csv?raw';
import schoolsMapping from '../../../data/town/schools.mapping.json?raw';
import spots from '../../../data/town/spots.csv?raw';
import spotsMapping from '../../../data/town/spots.mapping.json?raw';
import units from '../../../data/town/units.geojson?raw';
import unitsMapping from '../../../data/town/units.mapping.json?raw';
import { guessColumn, guessMapping } from './guess-mapping.ts';
import { columnIn, finishedMapping, looksMetric, sourceFrom, withField, withKey } from './mapping-draft.ts';
import { sampleOf } from './read-sample.ts';
import { kindFields } from './record-fields.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const mappingOf = (text: string): ImportMapping => ImportMapping.parse(JSON.parse(text));

const town = [
  ['accidents.csv', accidents, accidentsMapping],
  ['findings.csv', findings, findingsMapping],
  ['gates.geojson', gates, gatesMapping],
  ['observations.csv', observations, observationsMapping],
  ['roads.geojson', roads, roadsMapping],
  ['schools.csv', schools, schoolsMapping],
  ['spots.csv', spots, spotsMapping],
  ['units.geojson', units, unitsMapping],
] as const;

describe('guessMapping', () => {
  it.each(town)('finds in %s the columns that its mapping file names', (name, text, mapping) => {
    const made = mappingOf(mapping);
    const sample = sampleOf(name, bytes(text));
    const guessed = guessMapping(made.kind, sample, 'x');
    const columns = (fields: ImportMapping['fields']) =>
      Object.fromEntries(
        Object.entries(fields).flatMap(([field, spec]) =>
          'column' in spec ? [[field, columnIn(spec.column, sample)]] : [],
        ),
      );
    expect(columns(guessed.fields)).toEqual(columns(made.fields));
    expect(guessed.key).toEqual(made.key);
    expect(guessed.geometry).toEqual(made.geometry);
    expect([guessed.format, guessed.separator]).toEqual([made.format, made.separator]);
  });

  it('takes over the codes and patterns that the words and values leave no doubt about', () => {
    const { fields } = guessMapping('spots', sampleOf('spots.csv', bytes(spots)), 'x');
    expect(fields.seenOn).toEqual({ column: 'Ngày thấy', date: 'DD/MM/YYYY' });
    expect(fields.seenTime).toEqual({ column: 'Giờ thấy', time: 'HH:mm' });
    expect(fields.state).toMatchObject({ values: { 'Đã xử lý': 'handled' } });
    // "Dừng, đỗ trái phép" is not the wording of the code list: a person must say what it is.
    expect(fields.kind).toEqual({
      column: 'Loại điểm',
      values: { 'Trông, giữ xe trái phép': 'vehicle_keeping' },
    });
  });

  it('reads the month first only where no day fits otherwise', () => {
    const dates = (...cells: string[]) =>
      guessMapping('spots', sampleOf('a.csv', bytes(`Ngày thấy\n${cells.join('\n')}\n`)), 'x').fields.seenOn;
    expect(dates('3/4/2017')).toMatchObject({ date: 'D/M/YYYY' });
    expect(dates('3/4/2017', '3/14/2017')).toMatchObject({ date: 'M/D/YYYY' });
    expect(dates('2017-04-03')).toMatchObject({ date: 'YYYY-MM-DD' });
  });

  it('takes a comma for decimal only where it cannot part thousands', () => {
    const value = (...cells: string[]) =>
      guessMapping('observations', sampleOf('a.csv', bytes(`Giá trị;b\n${cells.join(';\n')};\n`)), 'x').fields
        .value;
    expect(value('1,5', '2')).toEqual({ column: 'Giá trị', decimal: ',' });
    expect(value('1,500')).toEqual({ column: 'Giá trị' });
  });

  it('knows a column without marks, case and signs', () => {
    expect(guessColumn('gates', 'schoolKey', ['TEN', 'MA_TRUONG'])).toBe('MA_TRUONG');
    expect(guessColumn('spots', 'minutesSeen', ['minutesSeen'])).toBe('minutesSeen');
    expect(guessColumn('spots', 'vehicles', ['Mã'])).toBeNull();
  });
});

describe('finishedMapping', () => {
  it('is a mapping of the contract once a person has filled what was not found', () => {
    const sample = sampleOf('spots.csv', bytes(spots));
    const guessed = guessMapping('spots', sample, sourceFrom('Điểm đỗ 2026.csv'));
    const mapped = withField(guessed, 'kind', { constant: 'encroachment' });
    const { mapping, lacks } = finishedMapping(mapped);
    expect(lacks).toEqual([]);
    expect(ImportMapping.parse(mapping)).toMatchObject({
      kind: 'spots',
      source: 'diem-do-2026',
      separator: ';',
      key: ['Mã lượt'],
      geometry: { x: 'Kinh độ', y: 'Vĩ độ', decimal: ',' },
      fields: { kind: { constant: 'encroachment' } },
    });
  });

  it('names everything that is missing', () => {
    const draft = guessMapping('spots', sampleOf('a.csv', bytes('a,b\n1,2\n')), '');
    expect(finishedMapping(draft)).toEqual({
      mapping: null,
      lacks: [
        { what: 'source' },
        { what: 'key' },
        { what: 'place' },
        { what: 'field', field: 'kind' },
        { what: 'field', field: 'seenOn' },
      ],
    });
    expect(finishedMapping(withKey(draft, ['a'])).lacks).not.toContainEqual({ what: 'key' });
  });

  it('asks nothing of an OpenStreetMap file but its source', () => {
    const sample = sampleOf('roads.osm', bytes('<?xml version="1.0"?><osm></osm>'));
    expect(finishedMapping(guessMapping('roads', sample, 'osm')).mapping).toMatchObject({
      format: 'osm-xml',
    });
  });
});

describe('kindFields', () => {
  it('gives type, codes and need of every field from the contract', () => {
    const { fields, place } = kindFields('schools');
    const field = (name: string) => fields.find((one) => one.name === name);
    expect(place).toEqual({ name: 'location', isPoint: true, isRequired: true });
    expect(field('levels')).toMatchObject({ type: 'list', isRequired: true, codes: { list: 'level' } });
    expect(field('pupils')).toMatchObject({ type: 'number', isRequired: false, codes: null });
    expect(field('urban')).toMatchObject({ type: 'boolean' });
    expect(field('outline')).toMatchObject({ type: 'area' });
    expect(kindFields('observations').place).toBeNull();
  });
});

describe('sampleOf', () => {
  it('reads quotes, separators within them, and doubled column names as the server does', () => {
    const sample = sampleOf('a.csv', bytes('\uFEFFa,b,a\r\n"x, ""y""",,2\r\n\r\nz,1,\r\n'));
    expect(sample.columns).toEqual(['a', 'b', 'a 2']);
    expect(sample.rows).toEqual([
      ['x, "y"', '', '2'],
      ['z', '1', ''],
    ]);
  });

  it('reads the features before a file is cut off', () => {
    const feature = (name: string) =>
      `{"type":"Feature","properties":{"ten":"${name}","so":1},"geometry":{"type":"Point","coordinates":[1,2]}}`;
    const text = `{"type":"FeatureCollection","features":[${feature('A {')},${feature('B')},{"type":"Fea`;
    const sample = sampleOf('a.geojson', bytes(text));
    expect(sample.columns).toEqual(['ten', 'so']);
    expect(sample.rows).toEqual([
      ['A {', '1'],
      ['B', '1'],
    ]);
  });

  it('falls back to the older Vietnamese encoding', () => {
    // "Đường" in windows-1258: the tone mark follows its vowel.
    const old = Uint8Array.of(0xd0, 0xfd, 0xf5, 0xcc, 0x6e, 0x67, 0x0a, 0x31, 0x0a);
    const sample = sampleOf('a.csv', old);
    expect(sample.text?.encoding).toBe('windows-1258');
    expect(sample.columns).toEqual(['Đường']);
  });
});

describe('looksMetric', () => {
  it('tells metres from degrees', () => {
    const sample = sampleOf('findings.csv', bytes(findings));
    expect(looksMetric(guessMapping('findings', sample, 'x'), sample)).toBe(true);
    const degrees = sampleOf('spots.csv', bytes(spots));
    expect(looksMetric(guessMapping('spots', degrees, 'x'), degrees)).toBe(false);
  });
});
