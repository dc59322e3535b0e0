// Which survey page an address is. Those with forms, which are larger, load after the others.
import { lazy } from 'react';
import { useField } from './field-context.tsx';
import { HomePage } from './home-page.tsx';
import { ObservePage } from './observe-page.tsx';
import { placeToAsk } from './place-to-ask.ts';
import { RoutePage } from './route-page.tsx';
import { SchoolPage } from './school-page.tsx';
import { SpotListPage } from './spot-list-page.tsx';
import { WalkPage } from './walk-page.tsx';

/** So that they are there when they are opened, with or without a network. */
export const loadFormPages = () => import('./form-pages.ts');
const FindingPage = lazy(async () => ({ default: (await loadFormPages()).FindingPage }));
const SpotPage = lazy(async () => ({ default: (await loadFormPages()).SpotPage }));
const OutboxPage = lazy(async () => ({ default: (await loadFormPages()).OutboxPage }));
const FollowUpPage = lazy(async () => ({ default: (await loadFormPages()).FollowUpPage }));
const KnownSpotPage = lazy(async () => ({ default: (await loadFormPages()).KnownSpotPage }));

/** `page` is the address below /khao-sat; one that says nothing is the first page. */
export function SurveyPage({ page }: { page: string }) {
  const { packRow } = useField();
  const [noun, id = '', action, target = '', part = ''] = page.split('/');
  if (noun === 'hop-gui') return <OutboxPage />;
  const school = packRow?.pack.schools.find((one) => one.id === id);
  if (packRow !== null && noun === 'diem-vi-pham')
    return <SpotPage key={id} itemId={id === '' ? null : id} />;
  if (packRow !== null && noun === 'diem') {
    const spot = packRow.pack.spots.find((one) => one.id === id);
    return spot === undefined ? <SpotListPage /> : <KnownSpotPage key={id} spot={spot} />;
  }
  if (noun !== 'truong' || school === undefined) return <HomePage />;
  switch (action) {
    case 'di':
      return <WalkPage school={school} />;
    case 'tuyen': {
      const route = school.routes.find((one) => one.id === target);
      return route === undefined ? (
        <SchoolPage school={school} />
      ) : (
        <RoutePage school={school} route={route} />
      );
    }
    case 'hoi': {
      const place = placeToAsk(school, target, part);
      return place === null ? (
        <SchoolPage school={school} />
      ) : (
        <ObservePage key={`${target} ${part}`} school={school} place={place} />
      );
    }
    case 'bat-cap':
      return <FindingPage key={target} school={school} itemId={target === '' ? null : target} />;
    case 'viec': {
      const finding = packRow?.pack.findings.find((one) => one.id === target);
      return finding === undefined ? (
        <SchoolPage school={school} />
      ) : (
        <FollowUpPage key={target} school={school} finding={finding} />
      );
    }
    default:
      return <SchoolPage school={school} />;
  }
}
