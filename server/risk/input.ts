// The plain data a risk computation reads: typed arrays and rows in the order of ids, ready for a worker thread.
import type { SchoolLevel } from '../../contract/codes.ts';
import type { RoadNetwork } from '../network/road-network.ts';
import type { StoredCalendar, StoredSession, StoredSessions } from '../territory/school-clock.ts';
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

export type RiskInput = {
  asOf: string;
  draws: number;
  parameters: RiskParameters;
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
