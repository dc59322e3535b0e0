// The editor of one gate plan: loads the plan and its school, then the map is the page.
import type { ReactNode } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { School } from '../../../contract/facts.ts';
import type { Plan } from '../../../contract/plan.ts';
import { usePlan } from '../../plan-queries.ts';
import { useSchool } from '../../queries.ts';
import { ScreenFrame } from '../screen-frame.tsx';
import { Failure, PanelSkeleton } from '../states.tsx';
import { PlanEditorView } from './plan-editor-view.tsx';

export function PlanScreen({ session, id }: { session: Session; id: string }) {
  return (
    <ScreenFrame session={session}>
      <PlanData id={id}>
        {(plan, school) => <PlanEditorView key={id} session={session} plan={plan} school={school} />}
      </PlanData>
    </ScreenFrame>
  );
}

type DataProps = { id: string; children(plan: Plan, school: School): ReactNode };

/** A plan with its school, once both are there. */
export function PlanData({ id, children }: DataProps) {
  const plan = usePlan(id);
  if (plan.isError) return <Failure problem={plan.error} onRetry={() => void plan.refetch()} />;
  if (plan.isPending) return <PanelSkeleton />;
  return <WithSchool id={plan.data.schoolId}>{(school) => children(plan.data, school)}</WithSchool>;
}

function WithSchool({ id, children }: { id: string; children(school: School): ReactNode }) {
  const school = useSchool(id);
  if (school.isError) return <Failure problem={school.error} onRetry={() => void school.refetch()} />;
  return school.isPending ? <PanelSkeleton /> : children(school.data);
}
