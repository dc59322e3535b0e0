// Bringing data in. Few people do: everybody else never loads these pages.
import { createRoute } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import type { DataPage } from '../screens/data/data-screen.tsx';
import { signedInPage } from './page.tsx';
import { underRoot } from './root.tsx';

const DataScreen = lazy(async () => ({
  default: (await import('../screens/data/data-screen.tsx')).DataScreen,
}));

function dataPage(page: DataPage): ReactNode {
  return signedInPage((session) => <DataScreen session={session} page={page} />);
}

const imports = createRoute({
  getParentRoute: underRoot,
  path: '/du-lieu',
  component: () => dataPage({ name: 'list' }),
});

const newImport = createRoute({
  getParentRoute: underRoot,
  path: '/du-lieu/nhap',
  component: () => dataPage({ name: 'new' }),
});

const duplicates = createRoute({
  getParentRoute: underRoot,
  path: '/du-lieu/trung-lap',
  component: () => dataPage({ name: 'duplicates' }),
});

const unlocated = createRoute({
  getParentRoute: underRoot,
  path: '/du-lieu/chua-co-vi-tri',
  component: () => dataPage({ name: 'unlocated' }),
});

const phones = createRoute({
  getParentRoute: underRoot,
  path: '/du-lieu/tu-dien-thoai',
  component: () => dataPage({ name: 'phones' }),
});

const withdrawn = createRoute({
  getParentRoute: underRoot,
  path: '/du-lieu/da-rut-lai',
  component: () => dataPage({ name: 'withdrawn' }),
});

const oneImport = createRoute({
  getParentRoute: underRoot,
  path: '/du-lieu/$id',
  component: () => dataPage({ name: 'import', id: oneImport.useParams().id }),
});

export const dataAddresses = { imports, newImport, duplicates, unlocated, phones, withdrawn, oneImport };
