// Draws an application into its page.
import { type ReactNode, StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';

export function start(app: ReactNode): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no element #root');
  // As a transition, drawn in slices: a slow phone answers a finger in between.
  startTransition(() => createRoot(root).render(<StrictMode>{app}</StrictMode>));
}
