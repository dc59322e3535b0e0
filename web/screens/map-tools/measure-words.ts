// Lengths and areas in the units that are used on site: metres and kilometres, square metres, hectares, square kilometres.
import type { Measured, MeasureWords } from '../../map/map-types.ts';
import type { Words } from '../../text/words.ts';

type Numbers = Pick<Words, 'decimal' | 'count'>;

/** "8,4 m", "850 m", "1,25 km", "12,5 km": three digits that mean something, as much as a click can say. */
export function lengthText(metres: number, { decimal, count }: Numbers): string {
  if (metres < 9.95) return `${decimal(metres, 1)} m`;
  if (metres < 999.5) return `${count(Math.round(metres))} m`;
  return `${decimal(metres / 1_000, metres < 9_995 ? 2 : 1)} km`;
}

/** "85 m²", "8.500 m²", "1,25 ha", "2,4 km²"; a hectare is 10,000 m². */
export function areaText(squareMetres: number, { decimal, count }: Numbers): string {
  if (squareMetres < 99.5) return `${decimal(squareMetres, 1)} m²`;
  if (squareMetres < 9_999.5) return `${count(Math.round(squareMetres))} m²`;
  if (squareMetres < 999_950) return `${decimal(squareMetres / 10_000, squareMetres < 99_950 ? 2 : 1)} ha`;
  return `${decimal(squareMetres / 1_000_000, 2)} km²`;
}

/** How the map writes beside the lines of a measurement. */
export function measureWords(words: Numbers): MeasureWords {
  return {
    metres: (metres) => lengthText(metres, words),
    squareMetres: (squareMetres) => areaText(squareMetres, words),
  };
}

/** The result as one line to paste elsewhere; '' while there is none. */
export function resultText(measured: Measured | null, words: Words): string {
  if (measured === null || measured.points < 2) return '';
  const { t } = words;
  const length = lengthText(measured.metres, words);
  if (measured.kind === 'distance') return `${t('mapTools.measure.length')}: ${length}`;
  if (measured.squareMetres === null) return '';
  const area = `${t('mapTools.measure.area')}: ${areaText(measured.squareMetres, words)}`;
  return `${area}; ${t('mapTools.measure.perimeter')}: ${length}`;
}
