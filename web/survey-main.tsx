// Starts the survey in its page: an application of its own, so that a phone reads and runs nothing of the desk.
import './no-eval.ts';
import './mantine-styles.ts';
import './style.css';
import { App } from './app.tsx';
import { start } from './start.tsx';
import { createSurveyRouter } from './survey-router.tsx';
import { startTexts } from './text/i18n.ts';
import { viFieldPages } from './text/vi-field-pages.ts';
import { surveyTheme } from './theme.ts';

await startTexts(viFieldPages);
start(<App theme={surveyTheme} createRouter={createSurveyRouter} />);
