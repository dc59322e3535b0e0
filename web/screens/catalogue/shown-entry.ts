// The entry that a line of the catalogue is shown and edited by, and how one begins that a province adds. Pure.
import type { CatalogueEntry, CatalogueKind, CatalogueLine } from '../../../contract/catalogue.ts';

/** A measure claims no effect on accidents until somebody names whose factor it has. */
export function firstEntry(kind: CatalogueKind): CatalogueEntry {
  return {
    title: { vi: '', en: '' },
    minimumMetres: null,
    source: '',
    isSuggestion: false,
    measure:
      kind === 'measures'
        ? { elements: [], factorOf: null, owner: 'school', term: 'always', cost: 'low' }
        : null,
  };
}

/** What a line is called by: what holds, else what is to come; null for what was added and withdrawn for good. */
export function shownEntry({ own, national, coming }: CatalogueLine): CatalogueEntry | null {
  return own?.entry ?? national ?? coming.find(({ entry }) => entry !== null)?.entry ?? null;
}
