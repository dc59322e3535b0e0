// Every number of the school risk model SRS-VN in one versioned set, and the reader that turns the
// annotated preset ({ value, source, evidence }) into plain numbers. Apart so that no constant of the
// score hides in a formula, and none is used without a source.

export const SEVERITIES = ['fatal', 'serious', 'slight'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SCHOOL_LEVELS = ['preschool', 'primary', 'lower_secondary', 'upper_secondary'] as const;
export type SchoolLevel = (typeof SCHOOL_LEVELS)[number];

export const TIME_CLASSES = ['trip', 'day', 'other'] as const;
/** trip: on the way to or from a session; day: other daytime of a school day; other: the rest. */
export type TimeClass = (typeof TIME_CLASSES)[number];

export const PUPIL_INVOLVEMENTS = ['yes', 'unknown', 'no'] as const;
export type PupilInvolved = (typeof PUPIL_INVOLVEMENTS)[number];

export const LOCATION_QUALITIES = ['exact', 'street', 'area'] as const;
/** exact: a point; street: somewhere on a named road; area: only the commune is known. */
export type LocationQuality = (typeof LOCATION_QUALITIES)[number];

export const ROAD_CLASSES = ['national', 'provincial', 'urban_main', 'commune', 'lane'] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

/** Which question of the survey each attribute code answers. One target has one answer per question. */
export const ATTRIBUTE_QUESTIONS = {
  speed: 'speed',
  footpath_none: 'footpath',
  footpath_blocked: 'footpath',
  footpath_ok: 'footpath',
  crossing_none: 'crossing',
  crossing_marked: 'crossing',
  crossing_multilane: 'crossing',
  crossing_raised: 'crossing',
  sight_poor: 'sight',
  sight_ok: 'sight',
  lighting_none: 'lighting',
  lighting_ok: 'lighting',
  surface_good: 'surface',
  surface_medium: 'surface',
  surface_poor: 'surface',
  dropoff_types: 'dropoff',
  keeping_spots: 'keeping',
} as const;
export type AttributeCode = keyof typeof ATTRIBUTE_QUESTIONS;
export type AttributeQuestion = (typeof ATTRIBUTE_QUESTIONS)[AttributeCode];

export type BySeverity = Record<Severity, number>;

/** How an answer changes the hazard. seLn: standard error of the log risk ratio. */
export type AttributeEffectRule = { seLn: number; halfLifeMonths: number } & (
  | { kind: 'fixed'; riskRatio: number }
  /** (v / referenceKmh)^exponent of the severity. */
  | { kind: 'speed'; referenceKmh: number; exponent: BySeverity }
  /** ratioEach^min(n, maxCount); with seGrowsWithCount the standard error is seLn × min(n, maxCount). */
  | { kind: 'count'; ratioEach: number; maxCount: number; seGrowsWithCount: boolean }
);

export interface RiskParameters {
  id: string;
  version: number;
  severityWeights: BySeverity;
  catchmentMetres: Record<SchoolLevel, number>;
  relevance: Record<TimeClass, Record<PupilInvolved, number>>;
  locationQuality: Record<LocationQuality, number>;
  accidentHalfLifeYears: number;
  accidentWindowYears: number;
  route: { baseWeight: number; shareWeight: number; snapMetres: number; maxMetres: number };
  /** Share of the hazard that sits at the gate. */
  gateShare: number;
  attributes: Record<AttributeCode, AttributeEffectRule>;
  /** Standard deviation of ln h between places, towards which an old or missing answer drifts. */
  tau: number;
  /** Questions counted as unanswered at a place nobody has surveyed. */
  expectedQuestions: { gate: AttributeQuestion[]; route: AttributeQuestion[] };
  parking: {
    persistent: number;
    sightings: number;
    priorSeen: number;
    priorWatched: number;
    unitMinutes: number;
  };
  /** Thousand vehicles a day by class; mean is the V̄ that scales them. */
  traffic: { byRoadClass: Record<RoadClass, number>; mean: number; exponent: number };
  pupils: { reference: number; exponent: number };
  /** Accidents a year at reference exposure, and overdispersion, where nothing better is calibrated. */
  prior: { beta: BySeverity; k: BySeverity };
  calibration: {
    minSchools: number;
    minWeightedAccidents: number;
    minCommunes: number;
    likelihoodFromSchools: number;
    minK: number;
    maxK: number;
  };
  /** Used where even the reference group has no value. */
  fallback: { trafficKm: number; pupils: number; detourFactor: number };
  score: { low: number; high: number; bandCuts: number[]; clearBandProbability: number };
  interval: { low: number; high: number };
  survey: { dueMonths: number; neverSurveyedMonths: number };
  minLocationQualityShare: number;
  rank: { draws: number };
}

/**
 * Plain numbers of an annotated parameter preset. Every value must lie in a node
 * { value, source, evidence }; `value` is a number, a list or an object of numbers.
 * Throws Error naming the key that is missing, not a number, or without source.
 */
export function flattenParameters(preset: unknown): RiskParameters {
  const number = (path: string): number => readNumber(preset, path);
  const numbers = <Key extends string>(keys: readonly Key[], path: string): Record<Key, number> =>
    recordOf(keys, (key) => number(`${path}.${key}`));
  const parameters: RiskParameters = {
    id: readText(preset, 'id'),
    version: readNumber(preset, 'version', false),
    severityWeights: numbers(SEVERITIES, 'severityWeights'),
    catchmentMetres: numbers(SCHOOL_LEVELS, 'catchmentMetres'),
    relevance: recordOf(TIME_CLASSES, (time) => numbers(PUPIL_INVOLVEMENTS, `relevance.${time}`)),
    locationQuality: numbers(LOCATION_QUALITIES, 'locationQuality'),
    accidentHalfLifeYears: number('accidentHalfLifeYears'),
    accidentWindowYears: number('accidentWindowYears'),
    route: numbers(['baseWeight', 'shareWeight', 'snapMetres', 'maxMetres'], 'route'),
    gateShare: number('gateShare'),
    attributes: recordOf(attributeCodes(), (code) => readAttribute(preset, code)),
    tau: number('tau'),
    expectedQuestions: {
      gate: readQuestions(preset, 'expectedQuestions.gate'),
      route: readQuestions(preset, 'expectedQuestions.route'),
    },
    parking: numbers(['persistent', 'sightings', 'priorSeen', 'priorWatched', 'unitMinutes'], 'parking'),
    traffic: {
      byRoadClass: numbers(ROAD_CLASSES, 'traffic.byRoadClass'),
      mean: number('traffic.mean'),
      exponent: number('traffic.exponent'),
    },
    pupils: numbers(['reference', 'exponent'], 'pupils'),
    prior: { beta: numbers(SEVERITIES, 'prior.beta'), k: numbers(SEVERITIES, 'prior.k') },
    calibration: numbers(
      ['minSchools', 'minWeightedAccidents', 'minCommunes', 'likelihoodFromSchools', 'minK', 'maxK'],
      'calibration',
    ),
    fallback: numbers(['trafficKm', 'pupils', 'detourFactor'], 'fallback'),
    score: {
      ...numbers(['low', 'high', 'clearBandProbability'], 'score'),
      bandCuts: readList(preset, 'score.bandCuts'),
    },
    interval: numbers(['low', 'high'], 'interval'),
    survey: numbers(['dueMonths', 'neverSurveyedMonths'], 'survey'),
    minLocationQualityShare: number('minLocationQualityShare'),
    rank: numbers(['draws'], 'rank'),
  };
  requireDriftWidens(parameters);
  return parameters;
}

/** All attribute codes, in the order of the table. */
export function attributeCodes(): AttributeCode[] {
  return Object.keys(ATTRIBUTE_QUESTIONS).filter(isAttributeCode);
}

function isAttributeCode(code: string): code is AttributeCode {
  return Object.hasOwn(ATTRIBUTE_QUESTIONS, code);
}

/** A standard error above tau would make an answer worse than none, and an ageing one narrower. */
function requireDriftWidens({ attributes, tau }: RiskParameters): void {
  for (const code of attributeCodes()) {
    const rule = attributes[code];
    const seLn = rule.kind === 'count' && rule.seGrowsWithCount ? rule.seLn * rule.maxCount : rule.seLn;
    if (seLn > tau + 1e-12)
      throw new Error(`risk parameters: "attributes.${code}.seLn" ${seLn} exceeds tau ${tau}`);
  }
}

const EVIDENCE = ['read in the source', 'our choice', 'unverified'];

/** Walks `path` through the preset, stepping into annotated nodes and checking their annotation. */
function readNode(preset: unknown, path: string, mustBeAnnotated: boolean): unknown {
  let node = preset;
  let isAnnotated = false;
  for (const key of [...path.split('.'), '']) {
    const source = property(node, 'source');
    if (property(node, 'value') !== undefined) {
      if (typeof source !== 'string' || source === '')
        throw new Error(`risk parameters: "${path}" has no source`);
      if (!EVIDENCE.some((grade) => grade === property(node, 'evidence')))
        throw new Error(`risk parameters: "${path}" has no evidence grade (${EVIDENCE.join(', ')})`);
      node = property(node, 'value');
      isAnnotated = true;
    }
    if (key === '') break;
    node = property(node, key);
    if (node === undefined) throw new Error(`risk parameters: missing "${path}"`);
  }
  if (mustBeAnnotated && !isAnnotated) throw new Error(`risk parameters: "${path}" has no source`);
  return node;
}

function property(node: unknown, key: string): unknown {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
  return Object.getOwnPropertyDescriptor(node, key)?.value;
}

function readNumber(preset: unknown, path: string, mustBeAnnotated = true): number {
  const value = readNode(preset, path, mustBeAnnotated);
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Error(`risk parameters: "${path}" must be a finite number, got ${JSON.stringify(value)}`);
  return value;
}

function readText(preset: unknown, path: string): string {
  const value = readNode(preset, path, false);
  if (typeof value !== 'string') throw new Error(`risk parameters: "${path}" must be text`);
  return value;
}

function readList(preset: unknown, path: string): number[] {
  const value = readNode(preset, path, true);
  if (!Array.isArray(value)) throw new Error(`risk parameters: "${path}" must be a list`);
  return value.map((_, index) => readNumber(preset, `${path}.${index}`));
}

function readQuestions(preset: unknown, path: string): AttributeQuestion[] {
  const value = readNode(preset, path, true);
  if (!Array.isArray(value)) throw new Error(`risk parameters: "${path}" must be a list`);
  const known = Object.values(ATTRIBUTE_QUESTIONS);
  return value.map((name) => {
    const question = known.find((each) => each === name);
    if (question === undefined)
      throw new Error(`risk parameters: "${path}" names no question: ${String(name)}`);
    return question;
  });
}

function readAttribute(preset: unknown, code: AttributeCode): AttributeEffectRule {
  const path = `attributes.${code}`;
  const number = (key: string): number => readNumber(preset, `${path}.${key}`);
  const drift = { seLn: number('seLn'), halfLifeMonths: number('halfLifeMonths') };
  const kind = readNode(preset, `${path}.kind`, true);
  switch (kind) {
    case 'fixed':
      return { kind, ...drift, riskRatio: number('riskRatio') };
    case 'speed':
      return {
        kind,
        ...drift,
        referenceKmh: number('referenceKmh'),
        exponent: recordOf(SEVERITIES, (severity) => number(`exponent.${severity}`)),
      };
    case 'count': {
      const seGrowsWithCount = readNode(preset, `${path}.seGrowsWithCount`, true);
      if (typeof seGrowsWithCount !== 'boolean')
        throw new Error(`risk parameters: "${path}.seGrowsWithCount" must be true or false`);
      return {
        kind,
        ...drift,
        ratioEach: number('ratioEach'),
        maxCount: number('maxCount'),
        seGrowsWithCount,
      };
    }
    default:
      throw new Error(`risk parameters: "${path}.kind" must be fixed, speed or count`);
  }
}

/** A record with exactly the given keys. */
export function recordOf<Key extends string, Value>(
  keys: readonly Key[],
  build: (key: Key) => Value,
): Record<Key, Value> {
  const entries: Partial<Record<Key, Value>> = {};
  for (const key of keys) entries[key] = build(key);
  return requireAll(entries, keys);
}

function requireAll<Key extends string, Value>(
  entries: Partial<Record<Key, Value>>,
  keys: readonly Key[],
): Record<Key, Value> {
  const isComplete = (record: Partial<Record<Key, Value>>): record is Record<Key, Value> =>
    keys.every((key) => Object.hasOwn(record, key));
  if (!isComplete(entries)) throw new Error('a record was built without all its keys');
  return entries;
}
