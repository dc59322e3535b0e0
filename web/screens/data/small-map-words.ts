// The words that the small maps of the data pages need.
import type { SmallMapWords } from '../../map/small-map.tsx';
import type { Words } from '../../text/words.ts';

export function smallMapWords({ t }: Words): SmallMapWords {
  return {
    title: t('quality.map.title'),
    zoomIn: t('quality.map.zoomIn'),
    zoomOut: t('quality.map.zoomOut'),
    unsupported: t('quality.map.unsupported'),
  };
}
