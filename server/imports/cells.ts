// One cell of text → one value of a record: value maps, numbers, yes and no. Pure.
import { z } from 'zod';
import type { ReasonCode } from './reasons.ts';

export type FieldType = 'number' | 'boolean' | 'list' | 'text';
export type CellValue = string | number | boolean | string[] | null | undefined;

export class CellError extends Error {
  readonly code: ReasonCode;
  readonly value: string;
  readonly extra: string;

  constructor(code: ReasonCode, value: string, extra = '') {
    super(code);
    this.code = code;
    this.value = value;
    this.extra = extra;
  }
}

/** Form in which texts of a file are compared: composed, lower case, no outer spaces. */
export function foldText(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/** What kind of value a field of a record schema takes. */
export function fieldType(schema: unknown): FieldType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap();
  if (inner instanceof z.ZodNumber) return 'number';
  if (inner instanceof z.ZodBoolean) return 'boolean';
  return inner instanceof z.ZodArray ? 'list' : 'text';
}

/** A number of a file. With a decimal sign given, the other sign and spaces part thousands. Throws CellError. */
export function readNumber(text: string, decimal: ',' | '.' | undefined): number {
  let plain = text.replace(/[\s\u00a0\u202f]/g, '');
  if (decimal === ',') plain = plain.replaceAll('.', '').replace(',', '.');
  if (decimal === '.') plain = plain.replaceAll(',', '');
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  if (!Number.isFinite(number)) throw new CellError('not_a_number', text);
  return number;
}

const YES = new Set(['true', 'yes', 'y', '1', 'có', 'co', 'đúng', 'x', 't']);
const NO = new Set(['false', 'no', 'n', '0', 'không', 'khong', 'ko', 'sai', 'f']);

/** Yes or no of a file, in Vietnamese or English. Throws CellError. */
export function readBoolean(text: string): boolean {
  const folded = foldText(text);
  if (YES.has(folded)) return true;
  if (NO.has(folded)) return false;
  throw new CellError('not_boolean', text);
}

/** A value of a field's type from a text, number or truth value. Throws CellError. */
export function asType(value: string | number | boolean, type: FieldType, decimal?: ',' | '.'): CellValue {
  if (type === 'number') return typeof value === 'number' ? value : readNumber(String(value), decimal);
  if (type === 'boolean') return typeof value === 'boolean' ? value : readBoolean(String(value));
  return type === 'list' ? [String(value)] : String(value);
}

/** A value map, ready to be asked: texts folded, "*" for all others. */
export function valueMap(
  values: Readonly<Record<string, string | number | boolean | null>>,
): (text: string) => string | number | boolean | null {
  const folded = new Map(Object.entries(values).map(([from, to]) => [foldText(from), to]));
  const rest = folded.get('*');
  return (text) => {
    const to = folded.get(foldText(text));
    if (to !== undefined) return to;
    return rest === undefined ? text : rest;
  };
}
