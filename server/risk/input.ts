// The plain data a risk computation reads: typed arrays and rows in the order of ids, ready for a worker thread.
import type { SchoolLevel } from '../../contract/codes.ts';
import type { RoadNetwork } from '../network/road-network.ts';
import type { StoredCalendar, StoredSession, StoredSessions } from '../territory/school-clock.ts';
import type { Calibration } from './calibration.ts';
import type {
  AttributeCode,
  LocationQuality,
  PupilInvolved,
  RiskParameters,
  Severity,
} from './parameters.ts';

/** Coordinates x, y are in the metric frame of the territory, rounded to 0.01 m. */
export type SchoolRow = {
  id: string;
  unitId: string;
  provinceId: string;
  urban: boolean;
  levels: SchoolLevel[];
  pupils: number | null;
  walkCycleShare: number | null;
  sessions: StoredSession[] | null;
  x: number;
  y: number;
};

export type GateRow = {
  id: string;
  schoolId: string;
  x: number;
  y: number;
  openKeepingSpots: number;
  keepingSeenOn: string | null;
};

export type RouteRow = {
  id: string;
  schoolId: string;
  share: number | null;
  pupils: number | null;
  lengthMetres: number;
  path: [number, number][];
};

export type ObservationRow = {
  schoolId: string;
  gateId: string | null;
  routeId: string | null;
  fromMetres: number | null;
  toMetres: number | null;
  code: AttributeCode;
  value: number | null;
  observedOn: string;
};

/** Accidents with people hurt and a place, one array element each, ordered by id. */
export type RiskAccidents = {
  ids: string[];
  xs: Float64Array;
  ys: Float64Array;
  severities: Severity[];
  days: string[];
  /** Minutes since midnight, -1 for unknown. */
  minutes: Int32Array;
  pupils: PupilInvolved[];
  qualities: LocationQuality[];
  units: (string | null)[];
};

/** A school whose facts did not change since an earlier run: its risk stays what it was. */
export type KeptSchool = {
  schoolId: string;
  /** Fatal equivalents a year, and the variance of that. */
  risk: number;
  variance: number;
  ratePer1000Pupils: number | null;
  isRankable: boolean;
};

/** Why every school is computed although a run was named to go on from. */
export type FullReason =
  | 'no-such-run'
  | 'other-program'
  | 'other-parameters'
  | 'other-calibration'
  | 'changes-everywhere'
  | 'other-record-years'
  | 'no-variance';

/** The run that a run was asked to go on from; what is read of schools is then only of those touched. */
export type RiskBase =
  | { runId: string; full: FullReason }
  | { runId: string; full: null; dataFingerprint: string | null; touched: string[]; kept: KeptSchool[] };

export type RiskInput = {
  asOf: string;
  draws: number;
  parameters: RiskParameters;
  /** Applied as it is; null: the run fits its own. */
  calibration: Calibration | null;
  /** The preset it comes from. */
  calibrationId: string | null;
  /** Null: nothing to go on from. */
  base: RiskBase | null;
  calendar: StoredCalendar;
  sessions: StoredSessions;
  /** First day any accident of the installation was recorded; null without any. */
  recordsFrom: string | null;
  schools: SchoolRow[];
  gates: GateRow[];
  routes: RouteRow[];
  observations: ObservationRow[];
  accidents: RiskAccidents;
  network: RoadNetwork;
};

/** What was read, without the choices it is computed by. */
export function factsOf(input: RiskInput): unknown {
  const { asOf: _asOf, draws: _draws, parameters: _parameters, ...rest } = input;
  const { calibration: _calibration, calibrationId: _calibrationId, base, ...facts } = rest;
  // Beside the facts of the earlier run, those of the schools touched stand for all.
  return base?.full === null ? { ...facts, before: base.dataFingerprint } : facts;
}
