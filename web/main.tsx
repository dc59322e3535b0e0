// Starts the desk in the page: schema settings, fonts and styles come before anything is drawn.
import './no-eval.ts';
import '@fontsource/inter/vietnamese-400.css';
import '@fontsource/inter/vietnamese-600.css';
import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-600.css';
import './mantine-styles.ts';
import './style.css';
import { App } from './app.tsx';
import { createDeskRouter } from './router.tsx';
import { start } from './start.tsx';
import { loadTexts } from './text/desk-texts.ts';
import { startTexts } from './text/i18n.ts';
import { theme } from './theme.ts';
import { wantNotices } from './want-notices.ts';

/** Our choice: the page that was asked for is drawn by then, and nothing is told before. */
const QUIET_MILLISECONDS = 2_000;

await startTexts();
// Beside the question who is signed in; a failure is told where they are needed.
loadTexts().catch(() => {});
import('./mantine-later-styles.ts').catch(() => {});
start(<App theme={theme} createRouter={createDeskRouter} />);
setTimeout(wantNotices, QUIET_MILLISECONDS);
