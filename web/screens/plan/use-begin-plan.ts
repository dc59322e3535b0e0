// Beginning a plan: from the typical model laid on the gate's own road, from nothing, or as a copy of another plan.
import { useMutation } from '@tanstack/react-query';
import type { School } from '../../../contract/facts.ts';
import { type Plan, PlanContent } from '../../../contract/plan.ts';
import { newId } from '../../new-id.ts';
import { useFetchGround, usePlanAct, usePutPlan } from '../../plan-queries.ts';
import { typicalElements } from './typical-model.ts';

/** 'typical', 'blank', or the id of the plan that is copied. */
export type Beginning = string;
type Start = {
  /** Of the new plan. */
  id: string;
  from: Beginning;
  name: string;
  school: School;
  gateId: string | null;
};

export function useBeginPlan() {
  const put = usePutPlan();
  const act = usePlanAct();
  const fetchGround = useFetchGround();
  return useMutation({
    mutationFn: async ({ id, from, name, school, gateId }: Start): Promise<Plan> => {
      if (from !== 'typical' && from !== 'blank' && gateId !== null) {
        return act.mutateAsync({ kind: 'clone', id: from, newId: id, gateId, name });
      }
      const content = PlanContent.parse({ schoolId: school.id, gateId, name, elements: [] });
      if (from !== 'typical') return put.mutateAsync({ id, content, baseRevision: undefined });
      const { ground, measures } = await fetchGround(school.id, gateId);
      const { gateWidthMetres } = content;
      const elements = typicalElements(
        { ground, gates: gatesFrom(school, gateId), gateWidthMetres },
        measures,
        newId,
      );
      return put.mutateAsync({ id, content: { ...content, elements }, baseRevision: undefined });
    },
  });
}

/** Places of a school's gates, the plan's own first; the school's where it has none. */
export function gatesFrom(
  { gates, location }: Pick<School, 'gates' | 'location'>,
  gateId: string | null,
): School['location']['coordinates'][] {
  const own = gates.find(({ id }) => id === gateId)?.location ?? location;
  const others = gates.filter(({ id }) => id !== gateId).map((gate) => gate.location);
  return [own, ...others].map(({ coordinates }) => coordinates);
}
