// Lengths and areas as people on site say them.
import { expect, it } from 'vitest';
import { formatCount, formatDecimal } from '../../format.ts';
import { areaText, lengthText } from './measure-words.ts';

const vietnamese = {
  decimal: (value: number, digits: number) => formatDecimal(value, digits, 'vi'),
  count: (value: number) => formatCount(value, 'vi'),
};

it.each([
  [8.44, '8,4 m'],
  [9.97, '10 m'],
  [850.4, '850 m'],
  [999.6, '1,00 km'],
  [1_254, '1,25 km'],
  [12_540, '12,5 km'],
])('%d m is %s', (metres, text) => {
  expect(lengthText(metres, vietnamese)).toBe(text);
});

it.each([
  [84.6, '84,6 m²'],
  [8_500, '8.500 m²'],
  [12_500, '1,25 ha'],
  [125_000, '12,5 ha'],
  [2_400_000, '2,40 km²'],
])('%d m² is %s', (squareMetres, text) => {
  expect(areaText(squareMetres, vietnamese)).toBe(text);
});
