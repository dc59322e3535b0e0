// All addresses of the desk, area by area. Parameters of an address are plain text ("severity=fatal,serious"), so
// a link can be read, shortened and mended by hand.
import { createRouter, Navigate } from '@tanstack/react-router';
import { dataAddresses } from './addresses/data.tsx';
import { dutyAddresses } from './addresses/duties.tsx';
import { overviewAddresses } from './addresses/overview.tsx';
import { pilotAddresses } from './addresses/pilots.tsx';
import { planningAddresses } from './addresses/planning.tsx';
import { planAddresses } from './addresses/plans.tsx';
import { root } from './addresses/root.tsx';
import { elsewhere } from './addresses/survey.tsx';
import { parseAddress, writeAddress } from './screens/planning/url-state.ts';

const addresses = root.addChildren({
  ...planningAddresses,
  ...overviewAddresses,
  ...dataAddresses,
  ...dutyAddresses,
  ...planAddresses,
  ...pilotAddresses,
  elsewhere,
});

export function createDeskRouter() {
  return createRouter({
    routeTree: addresses,
    parseSearch: parseAddress,
    stringifySearch: writeAddress,
    defaultNotFoundComponent: () => <Navigate to="/" search={{}} />,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
