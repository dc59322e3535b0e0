// The address of the survey, and the way out of it.
import { createRoute, createRouter } from '@tanstack/react-router';
import { root, underRoot } from './addresses/root.tsx';
import { OtherPage, surveyPath } from './addresses/survey.tsx';
import { FieldScreen } from './screens/field/field-screen.tsx';

// The survey opens without a network and without a session of today: it looks after both itself.
const survey = createRoute({
  getParentRoute: underRoot,
  path: surveyPath,
  component: () => <FieldScreen page={survey.useParams()._splat ?? ''} />,
});

export function createSurveyRouter() {
  return createRouter({ routeTree: root.addChildren({ survey }), defaultNotFoundComponent: OtherPage });
}
