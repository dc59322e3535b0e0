// The fields of every kind of record as a form needs them, read from the schemas of the contract.
import { z } from 'zod';
import {
  AccidentClass,
  AgeBand,
  ClockTime,
  Day,
  FindingOwner,
  FindingState,
  GateKind,
  type ImportKind,
  LocationQuality,
  ObservationCode,
  RoadClass,
  SchoolLevel,
  SpotKind,
  SpotState,
  TimePrecision,
  UnitKind,
  VictimMode,
  YesNoUnknown,
} from '../../../contract/codes.ts';
import { importRecords } from '../../../contract/import.ts';

/** Closed lists of the contract by the name their words have. */
const codeLists = {
  accidentClass: AccidentClass,
  ageBand: AgeBand,
  findingOwner: FindingOwner,
  findingState: FindingState,
  gateKind: GateKind,
  level: SchoolLevel,
  locationQuality: LocationQuality,
  observation: ObservationCode,
  pupil: YesNoUnknown,
  roadClass: RoadClass,
  spotKind: SpotKind,
  spotState: SpotState,
  timePrecision: TimePrecision,
  unitKind: UnitKind,
  victimMode: VictimMode,
} as const;
export type CodeList = keyof typeof codeLists;

export type FieldType = 'text' | 'number' | 'boolean' | 'choice' | 'list' | 'day' | 'time' | 'area';
export type RecordField = {
  name: string;
  type: FieldType;
  isRequired: boolean;
  /** The closed list the value, or each value of a list, must come from. */
  codes: { list: CodeList; options: readonly string[] } | null;
};
export type KindFields = {
  fields: readonly RecordField[];
  /** The geometry that a file with one geometry per row fills; null where a record has none. */
  place: { name: string; isPoint: boolean; isRequired: boolean } | null;
};

/**
 * Fields of a kind in the order of its schema, without the key, which has its own columns, and without the first
 * geometry. A further geometry is a field of type `area`, text in a column.
 */
export function kindFields(kind: ImportKind): KindFields {
  const fields: RecordField[] = [];
  let place: KindFields['place'] = null;
  for (const [name, schema] of Object.entries(importRecords[kind].shape)) {
    if (name === 'key') continue;
    const inner = unwrapped(schema);
    const isRequired = !schema.safeParse(undefined).success;
    const type = typeOf(inner);
    if (type === 'area' && place === null) place = { name, isPoint: name === 'location', isRequired };
    else fields.push({ name, type, isRequired, codes: codesOf(inner) });
  }
  return { fields, place };
}

function unwrapped(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap();
  return inner;
}

function typeOf(schema: unknown): FieldType {
  if (schema === Day) return 'day';
  if (schema === ClockTime) return 'time';
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodEnum) return 'choice';
  if (schema instanceof z.ZodArray) return 'list';
  return schema instanceof z.ZodObject || schema instanceof z.ZodUnion ? 'area' : 'text';
}

function codesOf(schema: unknown): RecordField['codes'] {
  const listed = schema instanceof z.ZodArray ? schema.element : schema;
  for (const [list, codes] of Object.entries(codeLists)) {
    if (codes === listed && isCodeList(list)) return { list, options: codes.options };
  }
  return null;
}

function isCodeList(name: string): name is CodeList {
  return Object.hasOwn(codeLists, name);
}
