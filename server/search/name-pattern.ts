// How a typed name is compared with a written one, as regular expressions that PostgreSQL and JavaScript both read.
// Apart because the rule of accents must hold whatever the locale of the database makes of upper and lower case.

export type NamePattern = {
  /** Somewhere in the name. */
  anywhere: string;
  /** From the start of one of its words. */
  wordStart: string;
  /** The whole name. */
  whole: string;
  /** Somewhere in the name, with exactly the accents typed: also none where none was typed. */
  asTyped: string;
};

/** Letters of a name: Latin with every accent that Unicode has composed. */
const accented = [
  ...charactersFrom(0xc0, 0x24f),
  // Latin Extended Additional holds the Vietnamese vowels with two marks.
  ...charactersFrom(0x1e00, 0x1eff),
].filter((letter) => /\p{L}/u.test(letter));

/** Every way to write a plain letter, both cases: "a" → "aAÀÁ…ặ". */
const writtenAs = new Map(
  Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => [
    letter,
    [letter, letter.toUpperCase(), ...accented.filter((each) => withoutAccents(each) === letter)].join(''),
  ]),
);

const nameLetters = `0-9A-Za-z${accented.join('')}`;

/** "hòa" and "hoà" are one word: two schools of spelling put the tone on either vowel of oa, oe and uy. */
const otherTonePlace = new Map(
  [
    ['o', 'a'],
    ['o', 'e'],
    ['u', 'y'],
  ].flatMap(([first, second]) =>
    ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].flatMap((tone): [string, string][] => {
      const early = `${first}${tone}${second}`.normalize('NFC');
      const late = `${first}${second}${tone}`.normalize('NFC');
      return [
        [early, late],
        [late, early],
      ];
    }),
  ),
);

/**
 * The patterns of a typed name. The rule: a letter typed with an accent matches only that letter; one typed without
 * matches it with any accent, and "d" also "đ". Case, the form of Unicode, the length of spaces and the place of the
 * tone in oa, oe and uy make no difference.
 */
export function namePattern(text: string): NamePattern {
  const loose = patternOf(text, 'loose');
  return {
    anywhere: loose,
    wordStart: `(?:^|[^${nameLetters}])${loose}`,
    whole: `^${loose}$`,
    asTyped: patternOf(text, 'as typed'),
  };
}

/** Letters and digits of the longest number of a road (our choice: "QL.1A;AH1;CT.01" has eleven). */
const longestNumber = 20;

/**
 * The pattern of a road's number, however its letters and digits are set apart: "ql99" is "QL.99". Null when `text` has
 * neither, or too many.
 */
export function numberPattern(text: string): string | null {
  const signs =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]/gu) ?? [];
  if (signs.length === 0 || signs.length > longestNumber) return null;
  return signs.map((sign) => oneOf(sign, 'loose')).join('[\\s./-]*');
}

type Comparison = 'loose' | 'as typed';

function patternOf(text: string, how: Comparison): string {
  const typed = text.normalize('NFC').toLowerCase().trim().replaceAll(/\s+/g, ' ');
  let pattern = '';
  for (let i = 0; i < typed.length; i++) {
    const pair = typed.slice(i, i + 2);
    const other = otherTonePlace.get(pair);
    if (other === undefined) {
      pattern += oneOf(typed.charAt(i), how);
    } else {
      const [one, another] = [pair, other].map((letters) =>
        Array.from(letters, (letter) => oneOf(letter, how)).join(''),
      );
      pattern += `(?:${one}|${another})`;
      i++;
    }
  }
  return pattern;
}

/** The pattern of one typed character in lower case. */
function oneOf(character: string, how: Comparison): string {
  if (character === ' ') return '\\s+';
  const written = writtenAs.get(character);
  if (written !== undefined && how === 'loose') return `[${written}]`;
  const upper = character.toUpperCase();
  if (upper !== character && upper.length === character.length) return `[${character}${upper}]`;
  return /[\p{L}\p{N}]/u.test(character) ? character : character.replace(/[$()*+.?[\\\]^{|}]/, '\\$&');
}

function withoutAccents(letter: string): string {
  return letter.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replace('đ', 'd');
}

function charactersFrom(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));
}
