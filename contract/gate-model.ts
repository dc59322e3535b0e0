// The register of gate models ("Cổng trường bảo đảm TTATGT"): from proposal through the checklist to recognition by a
// document, assessed again every year.
import { z } from 'zod';
import { CatalogueVersion } from './catalogue-version.ts';
import { Day, UnitId } from './codes.ts';
import { operation } from './operation.ts';

const Words = z.object({ vi: z.string().min(1), en: z.string().min(1) });

/** The value of a preset of kind `gate_checklist`; a province may put its own words and source to an item. */
export const GateChecklist = z
  .object({
    items: z
      .array(
        z.object({
          code: z.string().regex(/^[a-z0-9_]{2,40}$/),
          text: Words,
          /** Where it was seen, or the document of the province that asks for it. */
          source: z.string().min(1),
          /** No law or decision stands behind it. */
          isSuggestion: z.boolean().default(true),
        }),
      )
      .min(1),
  })
  .meta({ id: 'GateChecklist' });
export type GateChecklist = z.infer<typeof GateChecklist>;

export const standardChecklist = 'gate-checklist-vn-1';

export const ChecklistAnswer = z
  .object({
    code: z.string().regex(/^[a-z0-9_]{2,40}$/),
    met: z.enum(['yes', 'no', 'not_applicable']),
    /** What shows it: a document, a photo's name, a day of inspection. No names of persons. */
    evidence: z.string().trim().max(500),
  })
  .meta({ id: 'ChecklistAnswer' });
export type ChecklistAnswer = z.infer<typeof ChecklistAnswer>;

/** lapsed: recognised, and the yearly assessment is overdue. */
export const GateModelState = z.enum(['proposed', 'assessed', 'recognised', 'lapsed', 'withdrawn']);
export type GateModelState = z.infer<typeof GateModelState>;

export const GateModel = z
  .object({
    id: z.uuid(),
    schoolId: z.uuid(),
    schoolName: z.string(),
    unitId: UnitId,
    state: GateModelState,
    /** Version of the checklist: one of those in the reply that lists models. */
    checklistId: z.string(),
    answers: z.array(ChecklistAnswer),
    documentNumber: z.string().nullable(),
    documentOn: Day.nullable(),
    /** Last day before it lapses: a year after the document or the last assessment. */
    dueOn: Day.nullable(),
    revision: z.number().int(),
    /** Of an invented school. */
    invented: z.boolean(),
    steps: z.array(
      z.object({
        from: z.enum(['proposed', 'assessed', 'recognised', 'withdrawn']).nullable(),
        to: z.enum(['proposed', 'assessed', 'recognised', 'withdrawn']),
        at: z.iso.datetime(),
        note: z.string(),
      }),
    ),
  })
  .meta({ id: 'GateModel' });
export type GateModel = z.infer<typeof GateModel>;

export const listGateModels = operation({
  name: 'listGateModels',
  method: 'get',
  path: '/api/gate-models',
  may: 'facts.read',
  summary:
    'The register of gate models in scope, the soonest due first; with the checklists they are assessed by, as they stand today in their provinces',
  query: z.object({ school: z.uuid().optional() }),
  reply: z.object({
    checklists: z.array(z.object({ version: CatalogueVersion, checklist: GateChecklist })),
    models: z.array(GateModel),
  }),
});

const Id = z.object({ id: z.uuid() });

export const putGateModel = operation({
  name: 'putGateModel',
  method: 'put',
  path: '/api/gate-models/:id',
  may: 'plan.write',
  summary:
    'Propose a school under an id made by the client, or answer the checklist of its model; the same again changes nothing',
  params: Id,
  body: z.object({
    schoolId: z.uuid(),
    answers: z.array(ChecklistAnswer).max(100),
    baseRevision: z.number().int().min(1).optional(),
  }),
  reply: GateModel,
});

export const advanceGateModel = operation({
  name: 'advanceGateModel',
  method: 'post',
  path: '/api/gate-models/:id/state',
  may: 'model.state',
  summary:
    'Assessed (every item answered), recognised (by a document), assessed again each year, or withdrawn with a reason; a leader recognises and ends a recognition, who records does the rest',
  params: Id,
  body: z.object({
    to: z.enum(['assessed', 'recognised', 'withdrawn']),
    baseRevision: z.number().int().min(1),
    documentNumber: z.string().trim().min(1).max(100).optional(),
    documentOn: Day.optional(),
    note: z.string().trim().max(500).default(''),
  }),
  reply: GateModel,
});
