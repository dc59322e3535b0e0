// Cells → records: dates, numbers, value maps, several rows of one record, places, and the reasons for refusing.
import { describe, expect, it } from 'vitest';
import { prepareRecords } from '../../server/imports/build-record.ts';
import { checkGeometry, placeFault } from '../../server/imports/coordinates.ts';
import { readDay, readTime } from '../../server/imports/dates.ts';
import { rowOfValues } from '../../server/imports/file-row.ts';
import { RowGroups } from '../../server/imports/group-rows.ts';
import { importedId } from '../../server/imports/identity.ts';
import { joinSpots } from '../../server/imports/join-spots.ts';
import { Columns, parseMapping } from '../../server/imports/mapping.ts';
import { readOdkPlaces } from '../../server/imports/odk-places.ts';
import { osmRoad, readMaxspeed } from '../../server/imports/osm-roads.ts';
import { levelsOfName, osmSchool } from '../../server/imports/osm-schools.ts';
import { prepareParts } from '../../server/imports/row-parts.ts';
import { tripWindows } from '../../server/imports/trip-windows.ts';
import { readGeometryText } from '../../server/imports/wkt.ts';
import { Problem } from '../../server/problem.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const clock = { today: '2026-11-21', timeZone };
const bounds = [102, 6, 118, 24] as const;
const degrees = { srid: 4326, isGeographic: true, bounds };
const vn2000 = { srid: 5898, isGeographic: false, bounds };

/** Builds one accident of rows of cells. */
function build(fields: object, rows: Record<string, string>[], rest: object = {}) {
  const mapping = parseMapping({
    kind: 'accidents',
    source: 'test',
    key: ['id'],
    geometry: { x: 'x', y: 'y' },
    fields: { occurredOn: { column: 'day' }, ...fields },
    ...rest,
  });
  const columns = new Columns();
  const record = prepareRecords(mapping, columns, degrees, clock);
  const base = { id: 'k', day: '2024-05-01', x: '108.8', y: '15.1' };
  const mapped = rows.map((cells, index) => {
    const row = rowOfValues(index + 2, { ...base, ...cells });
    return { line: row.line, cells: columns.cellsOf(row) };
  });
  return record(mapped, 'k');
}

function built(outcome: ReturnType<typeof build>): Record<string, unknown> {
  if (!('built' in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.built.record;
}

function refusals(outcome: ReturnType<typeof build>): [string, string][] {
  return 'refusals' in outcome ? outcome.refusals.map(({ field, code }) => [field, code]) : [];
}

describe('dates and times', () => {
  it.each([
    ['01-Jan-14', ['DD-MMM-YY'], '2014-01-01'],
    ['3/17/2017', ['M/D/YYYY'], '2017-03-17'],
    ['11/01/2018', ['DD/MM/YYYY', 'D/M/YY'], '2018-01-11'],
    ['1/10/19', ['DD/MM/YYYY', 'D/M/YY'], '2019-10-01'],
    ['31/12/75', ['D/M/YY'], '1975-12-31'],
    ['29/02/2023', ['DD/MM/YYYY'], undefined],
    ['1/1/2024 ', ['DD/MM/YYYY'], undefined],
    ['17/3/2017', ['M/D/YYYY'], undefined],
    ['01-Xyz-14', ['DD-MMM-YY'], undefined],
    ['2026-11-10T23:58:12Z', ['ISO'], '2026-11-11'],
    ['2026-11-11T06:58:12.120+07:00', ['ISO'], '2026-11-11'],
    ['2026-11-11T23:30:00+09', ['ISO'], '2026-11-11'],
    ['2026-11-11 23:30', ['ISO'], '2026-11-11'],
    ['2026-11-11', ['DD/MM/YYYY', 'ISO'], '2026-11-11'],
    ['2026-13-11', ['ISO'], undefined],
    ['11/11/2026', ['ISO'], undefined],
  ])('reads the day %j by %j', (text, patterns, day) => {
    expect(readDay(text, patterns, timeZone)).toBe(day);
  });

  it.each([
    ['1840', ['HHmm'], '18:40'],
    ['835', ['HHmm'], '08:35'],
    ['5', ['HHmm'], '00:05'],
    ['2400', ['HHmm'], undefined],
    ['7:05', ['H:mm'], '07:05'],
    ['7h05', ['HH:mm', 'Hhmm'], '07:05'],
    ['06:30:15', ['HH:mm:ss'], '06:30:15'],
    ['2026-11-10T23:58:12Z', ['ISO'], '06:58:12'],
    ['2026-11-10T06:58', ['ISO'], '06:58'],
    ['2026-11-10', ['ISO'], undefined],
  ])('reads the time %j by %j', (text, patterns, time) => {
    expect(readTime(text, patterns, timeZone)).toBe(time);
  });
});

describe('fields', () => {
  it('reads value maps without case, numbers with a decimal comma, defaults and constants', () => {
    const record = built(
      build(
        {
          victimMode: { column: 'mode', values: { 'Xe Đạp': 'bicycle', '*': 'other' } },
          propertyDamageVnd: { column: 'damage', decimal: ',' },
          deaths: { column: 'deaths', default: 0 },
          pupilInvolved: { constant: 'yes' },
          classIsProvisional: { column: 'final', values: { x: false } },
        },
        [{ mode: ' xe đạp ', damage: '1.500.000,5', final: 'X' }],
      ),
    );
    expect(record).toMatchObject({
      victimMode: 'bicycle',
      propertyDamageVnd: 1_500_000.5,
      deaths: 0,
      pupilInvolved: 'yes',
      classIsProvisional: false,
    });
  });

  it('counts, asks and takes over all rows of a record', () => {
    const rows = [
      { severity: 'Slight', age: '35', road: '' },
      { severity: '1', age: '12', road: 'QL.1' },
      { severity: 'SLIGHT', age: '-1', road: 'QL.24' },
    ];
    const record = built(
      build(
        {
          deaths: { count: [{ column: 'severity', in: ['Fatal', '1'] }] },
          slight: { count: [{ column: 'severity', in: ['slight'] }] },
          serious: { column: 'age', take: 'max' },
          pupilInvolved: { any: [{ column: 'age', between: [6, 17] }], yes: 'yes', no: 'no' },
          roadName: { column: 'road' },
        },
        rows,
      ),
    );
    expect(record).toMatchObject({
      deaths: 1,
      slight: 2,
      serious: 35,
      pupilInvolved: 'yes',
      roadName: 'QL.1',
    });
  });

  it('splits a cell into a list', () => {
    const columns = new Columns();
    const mapping = parseMapping({
      kind: 'schools',
      source: 't',
      geometry: { wkt: 'g' },
      fields: {
        key: { column: 'id' },
        name: { column: 'name' },
        levels: {
          column: 'l',
          split: ',',
          values: { TH: 'primary', THCS: 'lower_secondary', LC: 'primary,lower_secondary' },
        },
      },
    });
    const record = prepareRecords(mapping, columns, degrees, clock);
    const row = rowOfValues(1, { id: '1', name: 'Trường A', l: 'TH, THCS', g: 'POINT(108 15)' });
    const outcome = record([{ line: 1, cells: columns.cellsOf(row) }], undefined);
    expect(built(outcome)).toMatchObject({ key: '1', levels: ['primary', 'lower_secondary'] });
    const both = rowOfValues(2, { id: '2', name: 'Trường B', l: 'LC', g: 'POINT(108 15)' });
    const second = record([{ line: 2, cells: columns.cellsOf(both) }], undefined);
    expect(built(second)).toMatchObject({ levels: ['primary', 'lower_secondary'] });
  });

  it('refuses each wrong cell with the column of the file and the field of the record', () => {
    const outcome = build(
      {
        occurredOn: { column: 'day', date: 'D/M/YYYY' },
        deaths: { column: 'Chết' },
        slight: { column: 'Nhẹ' },
        victimMode: { column: 'mode' },
      },
      [{ day: '2024-05-01', Chết: 'hai', Nhẹ: '-1', mode: 'hovercraft' }],
    );
    expect(refusals(outcome)).toEqual([
      ['day → occurredOn', 'bad_date'],
      ['Chết → deaths', 'not_a_number'],
      ['Nhẹ → slight', 'out_of_range'],
      ['mode → victimMode', 'not_in_list'],
    ]);
  });

  it('refuses days to come, a precision without a time, and a blank key', () => {
    expect(refusals(build({}, [{ day: '2026-11-22' }]))).toEqual([['day → occurredOn', 'future_date']]);
    expect(refusals(build({ timePrecision: { constant: 'minute' } }, [{}]))).toEqual([
      ['timePrecision', 'time_missing'],
    ]);
    const mapping = parseMapping({
      kind: 'accidents',
      source: 't',
      key: ['id'],
      fields: { occurredOn: { column: 'day' } },
    });
    const record = prepareRecords(mapping, new Columns(), degrees, clock);
    const columns = ['2024-01-01'];
    expect(refusals(record([{ line: 9, cells: columns }], undefined))).toEqual([['key', 'missing']]);
  });
});

describe('mapping', () => {
  const base = { kind: 'accidents', source: 't', key: ['id'], fields: {} };
  const part = { name: 'a', fields: {} };
  it.each([
    [{ ...base, kind: 'planets' }, '#/kind'],
    [{ ...base, fields: { colour: { column: 'a' } } }, '#/fields/colour'],
    [{ ...base, fields: { occurredOn: { column: 'a', date: 'MM/YYYY' } } }, '#/fields/occurredOn/date'],
    [{ ...base, fields: { occurredTime: { column: 'a', time: 'mm' } } }, '#/fields/occurredTime/time'],
    [{ ...base, each: [{ name: 'a', fields: { colour: { column: 'a' } } }] }, '#/each/0/fields/colour'],
    [{ ...base, each: [part, part] }, '#/each'],
    [{ ...base, fields: { key: { column: 'a' } }, each: [part] }, '#/fields/key'],
    [{ ...base, only: [{ column: 'a', in: ['1'], notIn: ['2'] }] }, '#/only/0'],
  ])('refuses %j at %s', (mapping, pointer) => {
    expect(() => parseMapping(mapping)).toThrow(Problem);
    try {
      parseMapping(mapping);
    } catch (error) {
      expect(error instanceof Problem && error.occurrence.errors?.[0]?.pointer).toBe(pointer);
    }
  });

  it('names columns the file lacks, and takes the first alternative that is there', () => {
    const columns = new Columns();
    columns.place(['Mã vụ', 'ID'], '#/key/0');
    columns.place('Ngày', '#/fields/occurredOn/column');
    expect(() => columns.requireIn(new Set(['ID', 'Date']), 'a.csv')).toThrow(/"Ngày".*ID, Date/);
    expect(() => columns.requireIn(new Set(['ID', 'Ngày']), 'a.csv')).not.toThrow();
    expect(columns.cellsOf(rowOfValues(1, { ID: '7', Ngày: 'x' }))).toEqual(['7', 'x']);
  });
});

describe('places', () => {
  it.each([
    [108.8, 15.1, degrees, undefined],
    [0, 0, degrees, 'zero_point'],
    [Number.NaN, 15, degrees, 'bad_coordinate'],
    [15.1, 108.8, degrees, 'axes_swapped'],
    [-1.5, 53.8, degrees, 'outside_territory'],
    [584963, 1672422, degrees, 'metres_as_degrees'],
    [300, 15, degrees, 'not_on_earth'],
    [584963.145, 1672422.425, vn2000, undefined],
    [1672422.425, 584963.145, vn2000, 'northing_easting_swapped'],
    [108.8, 15.1, vn2000, 'degrees_as_metres'],
    [9e9, 1, vn2000, 'not_on_earth'],
  ])('%d, %d in %o: %s', (x, y, system, code) => {
    expect(placeFault(x, y, system)?.code).toBe(code);
  });

  it('refuses half a place, text for a number, and lets an accident have none', () => {
    expect(refusals(build({}, [{ y: '' }]))).toEqual([['x, y → location', 'half_place']]);
    expect(refusals(build({}, [{ x: 'Km 12' }]))).toEqual([['x, y → location', 'bad_coordinate']]);
    expect('built' in build({}, [{ x: '', y: '' }])).toBe(true);
  });

  it('closes rings and refuses wrong shapes, short lines and bad vertices', () => {
    const ring = [
      [108, 15],
      [109, 15],
      [109, 16],
    ];
    const polygon = checkGeometry({ type: 'Polygon', coordinates: [ring] }, ['Polygon'], degrees);
    expect(polygon).toEqual({ geometry: { type: 'Polygon', coordinates: [[...ring, [108, 15]]] } });
    const code = (type: string, coordinates: unknown) => {
      const checked = checkGeometry({ type, coordinates }, ['LineString'], degrees);
      return 'fault' in checked ? checked.fault.code : undefined;
    };
    expect(code('Point', [108, 15])).toBe('bad_geometry');
    expect(code('LineString', [[108, 15]])).toBe('bad_geometry');
    expect(
      code('LineString', [
        [108, 15],
        ['a', 1],
      ]),
    ).toBe('bad_coordinate');
    expect(
      code('LineString', [
        [108, 15],
        [15, 108],
      ]),
    ).toBe('axes_swapped');
    expect(code('LineString', 'x')).toBe('bad_geometry');
  });

  it('reads WKT and GeoJSON text', () => {
    expect(readGeometryText('POINT Z (108.1 15 3)')).toEqual({ type: 'Point', coordinates: [108.1, 15] });
    expect(readGeometryText('SRID=4326;LINESTRING(1 2, 3 4)')).toEqual({
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    });
    expect(readGeometryText('POLYGON((0 0,1 0,1 1,0 0))')?.coordinates).toEqual([
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ]);
    expect(readGeometryText('{"type":"Point","coordinates":[1,2]}')).toEqual({
      type: 'Point',
      coordinates: [1, 2],
    });
    expect(readGeometryText('POINT(abc)')).toBeUndefined();
    expect(readGeometryText('CIRCLE(1 2)')).toBeUndefined();
  });
});

describe('forms of phones', () => {
  it.each([
    ['15.03 108.71 4.2 4.8', false, 'Point', [108.71, 15.03]],
    ['15.03 108.71', false, 'Point', [108.71, 15.03]],
    [
      '15 108 0 5; 15.1 108 0 5;',
      false,
      'LineString',
      [
        [108, 15],
        [108, 15.1],
      ],
    ],
    [
      '15 108;15.1 108;15.1 108.1',
      true,
      'Polygon',
      [
        [
          [108, 15],
          [108, 15.1],
          [108.1, 15.1],
        ],
      ],
    ],
  ])('reads the places of %j', (text, isArea, type, coordinates) => {
    expect(readOdkPlaces(text, isArea)).toEqual({ type, coordinates });
  });

  it.each(['', ';', '15.03', '15 108 1 2 3', 'a b', '15,03 108,71', 'POINT (108 15)'])(
    'reads no place of %j',
    (text) => {
      expect(readOdkPlaces(text, false)).toBeUndefined();
    },
  );

  it('makes of a row a record for each part that passes its tests, with the part in its key', () => {
    const mapping = parseMapping({
      kind: 'observations',
      source: 'odk',
      key: ['KEY'],
      fields: {
        schoolKey: { column: 's', prefix: 'so-gd:' },
        gateKey: { constant: 'g' },
        observedOn: { constant: '2026-01-05' },
      },
      each: [
        {
          name: 'ways',
          only: [{ column: 'ways', notIn: [''] }],
          fields: {
            code: { constant: 'dropoff_types' },
            value: { column: 'ways', split: ' ', values: { Hai: 'hai' }, countOf: ['hai', 'lui'] },
          },
        },
        {
          name: 'light',
          only: [{ column: 'light', notIn: ['', 'khong_ro'] }],
          fields: { code: { column: 'light', values: { co: 'lighting_ok' } } },
        },
      ],
    });
    const columns = new Columns();
    const build = prepareParts(mapping, columns, (part, pointerOf) =>
      prepareRecords(part, columns, degrees, clock, pointerOf),
    );
    const records = (cells: Record<string, string>) => {
      const row = rowOfValues(2, { s: 'a', ...cells });
      return build([{ line: 2, cells: columns.cellsOf(row) }], 'k').map((one) =>
        'built' in one
          ? [one.built.key, one.built.record.code, one.built.record.value, one.built.record.schoolKey]
          : one.refusals.map(({ field, code }) => `${field}: ${code}`),
      );
    };
    expect(records({ ways: 'Hai lui khac', light: 'co' })).toEqual([
      ['k|ways', 'dropoff_types', 2, 'so-gd:a'],
      ['k|light', 'lighting_ok', undefined, 'so-gd:a'],
    ]);
    expect(records({ ways: 'khac', light: 'khong_ro' })).toEqual([['k|ways', 'dropoff_types', 0, 'so-gd:a']]);
    expect(records({ light: 'la' })).toEqual([['light → code: not_in_list']]);
    expect(records({})).toEqual([]);
  });
});

describe('OpenStreetMap tags', () => {
  const road = (tags: Record<string, string>) => osmRoad(rowOfValues(1, tags));
  it('gives class, speed and whether feet may go', () => {
    expect(road({ highway: 'trunk', maxspeed: '60', oneway: 'yes', lanes: '3', ref: 'QL1;QL24' })).toEqual({
      values: {
        class: 'national',
        name: undefined,
        ref: 'QL1',
        lanes: 3,
        speedLimitKmh: 60,
        oneway: true,
        walkable: true,
      },
    });
    expect(road({ highway: 'motorway' })).toMatchObject({ values: { class: 'expressway', walkable: false } });
    expect(road({ highway: 'residential', foot: 'no' })).toMatchObject({ values: { walkable: false } });
    for (const highway of ['proposed', 'construction', 'platform', 'corridor'])
      expect(road({ highway })).toBe('left-out');
    expect([readMaxspeed('30 mph'), readMaxspeed('walk'), readMaxspeed('50')]).toEqual([48.3, undefined, 50]);
  });

  it.each([
    ['Trường Mầm non Hoa Mai', ['preschool']],
    ['Trường Tiểu học Lý Thường Kiệt', ['primary']],
    ['Trường THCS Cát Linh', ['lower_secondary']],
    ['Trường Trung học phố thông Nguyễn Thị Minh Khai', ['upper_secondary']],
    ['Trường TH, THCS và THPT Vinschool', ['primary', 'lower_secondary', 'upper_secondary']],
    ['Trường liên cấp Newton', ['primary', 'lower_secondary', 'upper_secondary']],
    ['Marie Curie High School', ['upper_secondary']],
    ['ILA - Nguyễn Đình Chiểu', []],
    ['Trung Tâm Đào Tạo Quản Trị Nhà Hàng Khách Sạn Á Âu', []],
  ])('finds the levels of %s', (name, levels) => {
    expect(levelsOfName(name)).toEqual(levels);
  });

  it('refuses a training centre and knows a kindergarten by its tag', () => {
    const school = (tags: Record<string, string>) => osmSchool(rowOfValues(1, tags));
    expect(school({ amenity: 'school', name: 'ILA' })).toMatchObject({
      refusal: { code: 'no_school_level' },
    });
    expect(school({ amenity: 'kindergarten', name: 'Sao Mai' })).toMatchObject({
      values: { levels: ['preschool'] },
    });
  });
});

describe('identity, groups, spots, school time', () => {
  it('gives the same id for the same source and key, a UUID of version 8', () => {
    const id = importedId('accident', 'csgt', 'V1');
    expect(importedId('accident', 'csgt', 'V1')).toBe(id);
    expect(importedId('accident', 'csgt', 'V2')).not.toBe(id);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('groups scattered rows in order of first sight, up to a cap', () => {
    const groups = new RowGroups<number>(3);
    groups.add('b', 1);
    groups.add('a', 2);
    groups.add('b', 3);
    expect([...groups]).toEqual([
      ['b', [1, 3]],
      ['a', [2]],
    ]);
    expect(() => groups.add('c', 4)).toThrow(Problem);
  });

  it('joins sightings of one kind within 25 m of the first place', () => {
    // 1e-4 degree of latitude is 11.1 m: rows 1 and 2 are 22 m apart, 1 and 3 are 33 m.
    const at = (ord: number, latitude: number, kind = 'encroachment') => ({
      ord,
      spotId: `s${ord}`,
      kind,
      longitude: 108,
      latitude,
    });
    const joins = joinSpots([at(1, 15), at(2, 15.0002), at(3, 15.0003), at(4, 15, 'vehicle_keeping')], []);
    expect(joins.map((join) => join.spotId)).toEqual(['s1', 's1', 's3', 's4']);
    expect(
      joinSpots([at(5, 15)], [{ id: 'old', kind: 'encroachment', longitude: 108, latitude: 15.0001 }]),
    ).toEqual([{ ord: 5, spotId: 'old', anchorOrd: 5 }]);
  });

  it('takes the widest window of all levels', () => {
    const sessions = {
      primary: [{ start: '07:00', end: '11:00', weekdays: [1, 2, 3, 4, 5] }],
      upper_secondary: [{ start: '13:00', end: '17:00', weekdays: [1, 2, 3, 4, 5, 6] }],
    };
    const windowOf = tripWindows({ terms: [['09-05', '05-31']], daysOff: ['2024-10-11'] }, sessions);
    // 2024-10-10 is a Thursday, the 12th a Saturday.
    expect(windowOf('2024-10-10', '06:50')).toBe('trip');
    expect(windowOf('2024-10-10', '09:00')).toBe('day');
    expect(windowOf('2024-10-10', undefined)).toBe('day');
    expect(windowOf('2024-10-12', '13:10:00')).toBe('trip');
    expect(windowOf('2024-10-12', '22:00')).toBe('other');
    expect(windowOf('2024-10-11', '06:50')).toBe('other');
  });
});
