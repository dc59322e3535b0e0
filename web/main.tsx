// Starts the application in the page: schema settings, fonts and styles come before anything is drawn.
import './no-eval.ts';
import '@fontsource/inter/vietnamese-400.css';
import '@fontsource/inter/vietnamese-600.css';
import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-600.css';
import './mantine-styles.ts';
import './style.css';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { loadTexts, startTexts } from './text/i18n.ts';

await startTexts();
// Beside the question who is signed in; a failure is told where they are needed. The survey needs less, and sees to it.
if (!location.pathname.startsWith('/khao-sat')) {
  loadTexts().catch(() => {});
  import('./mantine-later-styles.ts').catch(() => {});
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no element #root');
// As a transition, drawn in slices: a slow phone answers a finger in between.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
