// Starts the application in the page: fonts, styles and schema settings come before anything is drawn.
import '@fontsource/inter/400.css';
import '@fontsource/inter/600.css';
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { startTexts } from './text/i18n.ts';

// The content security policy forbids eval; without this zod probes for it and the browser reports a violation.
z.config({ jitless: true });
startTexts();

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no element #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
