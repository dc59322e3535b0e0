// The application around every screen: looks, data, notices, and which address shows what.
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { createAppRouter } from './router.tsx';
import { askForSession, createQueryClient } from './session-queries.ts';
import { cssVariables, surveyTheme, theme } from './theme.ts';

// Nothing is told in the first moments, and what is told before it is there waits for it.
const Notices = lazy(async () => {
  await new Promise((done) => setTimeout(done, QUIET_MILLISECONDS));
  const loaded = await import('./notices.tsx').catch(() => null);
  return { default: loaded === null ? () => null : loaded.Notices };
});

/** Our choice: the page that was asked for is drawn by then. */
const QUIET_MILLISECONDS = 2_000;

export function App() {
  const [client] = useState(() => {
    const made = createQueryClient();
    askForSession(made);
    return made;
  });
  const [router] = useState(createAppRouter);
  // As the page was opened: between survey and desk a new one is.
  const [isSurvey] = useState(() => location.pathname.startsWith('/khao-sat'));
  return (
    <MantineProvider
      theme={isSurvey ? surveyTheme : theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={client}>
        <Suspense>
          <Notices />
        </Suspense>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
