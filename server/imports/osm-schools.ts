// Name and levels of a school from OpenStreetMap tags, in Vietnamese and English.
import type { SchoolLevel } from '../../contract/codes.ts';
import type { FileRow } from './file-row.ts';
import type { OsmDefaults } from './osm-roads.ts';

/** Level by words of the name, written without accents: names on the map often carry the wrong one. */
const LEVEL_WORDS: readonly [SchoolLevel, RegExp][] = [
  ['preschool', /\b(mam non|mau giao|nha tre|kindergarten|preschool|nursery|mn)\b/],
  ['primary', /\b(tieu hoc|primary|elementary|th)\b/],
  ['lower_secondary', /\b(trung hoc co so|thcs|ptcs|lower secondary|junior high|middle school)\b/],
  ['upper_secondary', /\b(trung hoc pho thong|thpt|ptth|upper secondary|high school|senior high)\b/],
];
const ALL_LEVELS = /\b(lien cap|nhieu cap|all[- ]through|k-?12)\b/;
const GENERAL: SchoolLevel[] = ['primary', 'lower_secondary', 'upper_secondary'];
/** ISCED 2011: 0 early childhood, 1 primary, 2 lower secondary, 3 upper secondary. */
const ISCED: readonly SchoolLevel[] = ['preschool', 'primary', 'lower_secondary', 'upper_secondary'];

/** Text without accents, lower case: "Trường Tiểu học" → "truong tieu hoc". */
function unaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'd').toLowerCase();
}

/** Levels that a school's name says, from the youngest; none when it says none. */
export function levelsOfName(name: string): SchoolLevel[] {
  const plain = unaccented(name);
  const found = LEVEL_WORDS.filter(([, words]) => words.test(plain)).map(([level]) => level);
  return ALL_LEVELS.test(plain)
    ? [...new Set([...found.filter((level) => level === 'preschool'), ...GENERAL])]
    : found;
}

/** Fields of a school from its tags. Refused when neither tags nor name say a level. */
export function osmSchool(row: FileRow): OsmDefaults {
  const name = row.get('name') ?? row.get('name:vi') ?? row.get('name:en');
  const isced = (row.get('isced:level') ?? '').match(/\d/g) ?? [];
  const byIsced = isced.map((digit) => ISCED[Number(digit)]).filter((level) => level !== undefined);
  const byName = [name, row.get('name:en')]
    .map((text) => levelsOfName(text ?? ''))
    .find((levels) => levels.length > 0);
  const levels =
    byName ?? (byIsced.length > 0 ? byIsced : row.get('amenity') === 'kindergarten' ? ['preschool'] : []);
  if (levels.length === 0) {
    return { refusal: { field: 'name → levels', value: name ?? '', code: 'no_school_level' } };
  }
  return { values: { name: name?.slice(0, 200), levels: [...new Set(levels)] } };
}
