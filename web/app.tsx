// What both applications, desk and survey, have around every screen: looks, data, notices, and which address shows what.
import { MantineProvider, type MantineThemeOverride } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type AnyRouter, RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { askForSession, createQueryClient } from './session-queries.ts';
import { cssVariables } from './theme.ts';
import { noticesWanted } from './want-notices.ts';

const Notices = lazy(async () => {
  await noticesWanted;
  const loaded = await import('./notices.tsx').catch(() => null);
  return { default: loaded === null ? () => null : loaded.Notices };
});

type Props = {
  theme: MantineThemeOverride;
  createRouter: () => AnyRouter;
};

export function App({ theme, createRouter }: Props) {
  const [client] = useState(() => {
    const made = createQueryClient();
    askForSession(made);
    return made;
  });
  const [router] = useState(createRouter);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Suspense>
          <Notices />
        </Suspense>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
