// Names for parts of the pack that a phone took along.
import type { FieldPack } from '../../../contract/field.ts';

export type PackSchool = FieldPack['schools'][number];
export type PackRoute = PackSchool['routes'][number];
export type PackFinding = FieldPack['findings'][number];
export type PackSpot = FieldPack['spots'][number];
