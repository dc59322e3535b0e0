// Gate plans. Whoever never draws one never loads the editor.
import { createRoute } from '@tanstack/react-router';
import { lazy } from 'react';
import { signedInPage } from './page.tsx';
import { underRoot } from './root.tsx';

const PlanListScreen = lazy(async () => ({
  default: (await import('../screens/plan/plan-list-screen.tsx')).PlanListScreen,
}));
const PlanScreen = lazy(async () => ({
  default: (await import('../screens/plan/plan-screen.tsx')).PlanScreen,
}));
const PlanPaperScreen = lazy(async () => ({
  default: (await import('../screens/plan/paper-screen.tsx')).PlanPaperScreen,
}));

const plans = createRoute({
  getParentRoute: underRoot,
  path: '/quy-hoach',
  component: () => signedInPage((session) => <PlanListScreen session={session} />),
});

const plan = createRoute({
  getParentRoute: underRoot,
  path: '/quy-hoach/$id',
  component: () => {
    const { id } = plan.useParams();
    return signedInPage((session) => <PlanScreen session={session} id={id} />);
  },
});

const planPaper = createRoute({
  getParentRoute: underRoot,
  path: '/quy-hoach/$id/in',
  component: () => {
    const { id } = planPaper.useParams();
    return signedInPage((session) => <PlanPaperScreen session={session} id={id} />);
  },
});

export const planAddresses = { plans, plan, planPaper };
