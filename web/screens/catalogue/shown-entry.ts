// The entry that a line of the catalogue is shown and edited by, and how one begins that a province adds. Pure.
import type { CatalogueEntry, CatalogueKind, CatalogueLine } from '../../../contract/catalogue.ts';

/** A measure claims no effect on accidents until somebody names whose factor it has. */
export function firstEntry(kind: CatalogueKind): CatalogueEntry {
  return {
    title: { vi: '', en: '' },
    minimumMetres: null,
    unitCost: null,
    source: '',
    isSuggestion: false,
    measure:
      kind === 'measures'
        ? { elements: [], factorOf: null, owner: 'school', term: 'always', cost: 'low' }
        : null,
  };
}

/** What holds of a line, else what is to come; null for what was added and withdrawn for good. */
export function shownEntry({ own, national, coming }: CatalogueLine): CatalogueEntry | null {
  const entry = own?.entry ?? national ?? coming.find((one) => one.entry !== null)?.entry ?? null;
  return entry && { ...entry, measure: entry.measure ?? national?.measure ?? null };
}
