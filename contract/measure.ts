// The catalogue of measures at a school gate: what each is known to do, who owns it, what it costs, what it rests on.
import { z } from 'zod';
import { CatalogueVersion } from './catalogue-version.ts';
import { operation } from './operation.ts';

const Words = z.object({ vi: z.string().min(1), en: z.string().min(1) });

/** Who carries a measure out. */
export const MeasureOwner = z.enum(['police', 'school', 'commune', 'road_authority', 'parents']);
export type MeasureOwner = z.infer<typeof MeasureOwner>;

/** always: from tomorrow, by organising; short: within a year; medium: 1 to 3 years; long: more. */
export const MeasureTerm = z.enum(['always', 'short', 'medium', 'long']);
export type MeasureTerm = z.infer<typeof MeasureTerm>;

/** low: under 20 million VND; medium: under 200; high: more (our choice). */
export const CostClass = z.enum(['low', 'medium', 'high']);
export type CostClass = z.infer<typeof CostClass>;

/** How sure a statement of law, or of a number, is. */
export const Certainty = z.enum(['read_in_source', 'second_hand', 'unverified', 'our_choice']);
export type Certainty = z.infer<typeof Certainty>;

/** Of measures that work by one mechanism only the strongest counts. */
export const MechanismGroup = z.enum([
  'speed',
  'crossing',
  'parking',
  'along',
  'guard',
  'circulation',
  'lighting',
]);
export type MechanismGroup = z.infer<typeof MechanismGroup>;

export const Measure = z
  .object({
    code: z.string().regex(/^[a-z0-9_]{2,40}$/),
    name: Words,
    /** Types of plan elements that may claim it. */
    elements: z.array(z.string()),
    group: MechanismGroup,
    /** Crash modification factors: accidents with the measure for one without. Below 1 is better. */
    fatalSerious: z.number().positive(),
    slight: z.number().positive(),
    /** Standard error of the factor's logarithm. */
    seLn: z.number().positive(),
    /**
     * For a measure that a province added: the national one whose factor it has, and with which it counts as one; null: no
     * factor is known, and it takes no part in the effect. Absent for a national measure.
     */
    factorOf: z.string().nullable().optional(),
    /** proven: studies of accidents; thin: few or indirect ones; none: no documented effect; harm: may do harm. */
    effect: z.enum(['proven', 'thin', 'none', 'harm']),
    /** What may honestly be said of it. */
    says: Words,
    source: z.string().min(1),
    evidence: Certainty,
    owner: MeasureOwner,
    term: MeasureTerm,
    cost: CostClass,
    /** Null: a suggestion; no law stands behind it. */
    legal: Words.extend({ certainty: Certainty }).nullable(),
    /** Least width that a province asks for, metres; null: that of the rules, if there is one. */
    leastWidthMetres: z.number().positive().nullable().default(null),
  })
  .meta({ id: 'Measure' });
export type Measure = z.infer<typeof Measure>;

/** The value of a preset of kind `measures`. */
export const MeasureLibrary = z
  .object({
    /** A combined factor is never below this. */
    floor: z.number().positive().max(1),
    /** More groups than this are more than studies of combined measures have seen. */
    maxGroups: z.number().int().min(1),
    /** Share of the predicted risk that sits at the gates. */
    gateShare: z.number().min(0).max(1),
    /** Accidents and routes this near to an element are treated by it. */
    treatedWithinMetres: z.number().positive(),
    measures: z.array(Measure).min(1),
  })
  .meta({ id: 'MeasureLibrary' });
export type MeasureLibrary = z.infer<typeof MeasureLibrary>;

/** The library that ships as the standard one. */
export const standardMeasures = 'measures-vn-1';

export const getMeasures = operation({
  name: 'getMeasures',
  method: 'get',
  path: '/api/measures',
  may: 'facts.read',
  summary:
    'The catalogue of measures as it stands today for the province of a school: effect with its evidence, owner, term, cost class and legal basis',
  query: z.object({
    /** Absent: the national catalogue. */
    school: z.uuid().optional(),
  }),
  reply: z.object({ version: CatalogueVersion, library: MeasureLibrary }),
});
