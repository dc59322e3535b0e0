// The application around every screen: looks, data, notices, and which address shows what.
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { createAppRouter } from './router.tsx';
import { createQueryClient } from './session-queries.ts';
import { cssVariables, theme } from './theme.ts';

// What is told before it is there waits for it.
const Notices = lazy(async () => ({ default: (await import('./notices.tsx')).Notices }));

export function App() {
  const [client] = useState(createQueryClient);
  const [router] = useState(createAppRouter);
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
