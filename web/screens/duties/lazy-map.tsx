// The small map of a page of the work list, loaded when it is shown.
import { lazy, Suspense } from 'react';
import type { LineString, Position } from '../../../contract/geometry.ts';
import { useSession } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { smallMapWords } from '../data/small-map-words.ts';
import { PanelSkeleton } from '../states.tsx';

const DutyMap = lazy(async () => ({ default: (await import('../../map/duty-map.tsx')).DutyMap }));
const noWays: readonly LineString[] = [];

export function LazyMap({ place, ways = noWays }: { place: Position | null; ways?: readonly LineString[] }) {
  const words = useWords();
  const credits = useSession().data?.territory.credits ?? [];
  return (
    <Suspense fallback={<PanelSkeleton />}>
      <DutyMap
        words={{ ...smallMapWords(words), title: words.t('duties.map') }}
        credits={credits}
        place={place}
        ways={ways}
      />
    </Suspense>
  );
}
