// The national catalogues with a province's changes laid over them. Pure.
import type {
  CatalogueEntry,
  CatalogueLine,
  CatalogueOverride,
  CatalogueVersion,
} from '../../contract/catalogue.ts';
import type { GateChecklist } from '../../contract/gate-model.ts';
import type { Measure, MeasureLibrary } from '../../contract/measure.ts';
import { nationalLeastMetres } from '../plans/check-crossings.ts';

/** A change by a province, in one of the catalogues. */
export type Override = CatalogueOverride & { presetId: string; code: string };
/** A province with its changes of every day, of an entry the newest first. */
export type Province = { id: string; name: string; overrides: readonly Override[] };

type Numbered = { code: string; entry: CatalogueEntry };

export function measureEntries({ measures }: MeasureLibrary): Numbered[] {
  return measures.map(({ code, name, legal, source, elements }) => ({
    code,
    entry: {
      title: name,
      minimumMetres: nationalLeastMetres(elements),
      source: legal?.vi ?? source,
      isSuggestion: legal === null,
    },
  }));
}

export function checklistEntries({ items }: GateChecklist): Numbered[] {
  return items.map(({ code, text, source, isSuggestion }) => ({
    code,
    entry: { title: text, minimumMetres: null, source, isSuggestion },
  }));
}

/** National entries in their order, each with what the province has in its place on a day and what is to come. */
export function linesOn(
  entries: readonly Numbered[],
  presetId: string,
  province: Province | null,
  day: string,
): CatalogueLine[] {
  const overrides = province?.overrides.filter((one) => one.presetId === presetId) ?? [];
  return entries.map(({ code, entry }) => {
    const own = overrides.filter((one) => one.code === code);
    return {
      code,
      national: entry,
      own: told(own.find(({ validFrom }) => validFrom <= day)) ?? null,
      coming: own
        .filter(({ validFrom }) => validFrom > day)
        .flatMap((one) => told(one) ?? [])
        .reverse(),
    };
  });
}

function told(override: Override | undefined): CatalogueOverride | undefined {
  if (override === undefined) return undefined;
  const { presetId: _, code: __, ...rest } = override;
  return rest;
}

/** The name of what `lines` come to. */
export function versionOf(
  presetId: string,
  province: Province | null,
  lines: readonly CatalogueLine[],
): CatalogueVersion {
  const changes = lines.flatMap(({ own }) => own ?? []);
  const changed = changes.filter(({ entry }) => entry !== null).length;
  const since = changes
    .map(({ validFrom }) => validFrom)
    .sort()
    .at(-1);
  if (province === null || changed === 0 || since === undefined) {
    return { id: presetId, presetId, unitName: null, since: null, changed: 0 };
  }
  return { id: `${presetId}+${province.id}@${since}`, presetId, unitName: province.name, since, changed };
}

/** Measures under the titles and legal bases of a province; what they do to accidents stays as it is. */
export function measuresWith(library: MeasureLibrary, lines: readonly CatalogueLine[]): MeasureLibrary {
  return {
    ...library,
    measures: library.measures.map((measure) => withEntry(measure, entryOf(lines, measure.code))),
  };
}

function withEntry(measure: Measure, entry: CatalogueEntry | null): Measure {
  if (entry === null) return measure;
  const { title, source, isSuggestion, minimumMetres } = entry;
  return {
    ...measure,
    name: title,
    // Somebody of the province typed it: nobody here has read the document.
    legal: isSuggestion ? null : { vi: source, en: source, certainty: 'second_hand' },
    leastWidthMetres: minimumMetres,
  };
}

export function checklistWith({ items }: GateChecklist, lines: readonly CatalogueLine[]): GateChecklist {
  return {
    items: items.map((item) => {
      const entry = entryOf(lines, item.code);
      if (entry === null) return item;
      return { ...item, text: entry.title, source: entry.source, isSuggestion: entry.isSuggestion };
    }),
  };
}

function entryOf(lines: readonly CatalogueLine[], code: string): CatalogueEntry | null {
  return lines.find((line) => line.code === code)?.own?.entry ?? null;
}
