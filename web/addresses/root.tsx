// What every address of both applications stands under.
import { createRootRoute, Outlet } from '@tanstack/react-router';
import { ErrorBoundary } from '../screens/error-boundary.tsx';

export const root = createRootRoute({
  component: () => (
    <ErrorBoundary>
      <Outlet />
    </ErrorBoundary>
  ),
});

/** Given to every address below it. */
export const underRoot = () => root;
