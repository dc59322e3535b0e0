// The national catalogues with a province's changes and additions laid over them. Pure.
import type { CatalogueEntry, CatalogueLine, CatalogueOverride } from '../../contract/catalogue.ts';
import type { CatalogueVersion } from '../../contract/catalogue-version.ts';
import type { GateChecklist } from '../../contract/gate-model.ts';
import type { Measure, MeasureLibrary } from '../../contract/measure.ts';
import { ElementType } from '../../contract/plan-element.ts';
import type { UnitCosts } from '../../contract/unit-cost.ts';
import { nationalLeastMetres } from '../plans/check-crossings.ts';

/** A change by a province, in one of the catalogues. */
export type Override = CatalogueOverride & { presetId: string; code: string };
/** A province with its changes of every day, of an entry the newest first. */
export type Province = { id: string; name: string; overrides: readonly Override[] };

type Numbered = { code: string; entry: CatalogueEntry };

export function measureEntries({ measures }: MeasureLibrary): Numbered[] {
  return measures.map(({ code, name, legal, source, owner, term, cost, ...measure }) => {
    const elements = ElementType.options.filter((type) => measure.elements.includes(type));
    return {
      code,
      entry: {
        title: name,
        minimumMetres: nationalLeastMetres(elements),
        unitCost: null,
        source: legal?.vi ?? source,
        isSuggestion: legal === null,
        measure: elements.length === 0 ? null : { elements, factorOf: code, owner, term, cost },
      },
    };
  });
}

export function checklistEntries({ items }: GateChecklist): Numbered[] {
  return items.map(({ code, text, source, isSuggestion }) => ({
    code,
    entry: { title: text, minimumMetres: null, unitCost: null, source, isSuggestion, measure: null },
  }));
}

export function unitCostEntries({ items }: UnitCosts): Numbered[] {
  return items.map(({ code, title, cost, source, isSuggestion }) => ({
    code,
    entry: { title, minimumMetres: null, unitCost: cost, source, isSuggestion, measure: null },
  }));
}

/**
 * National entries in their order, each with what the province has in its place on a day and what is to come; then what
 * the province added, in the order of its first day.
 */
export function linesOn(
  entries: readonly Numbered[],
  presetId: string,
  province: Province | null,
  day: string,
): CatalogueLine[] {
  const overrides = province?.overrides.filter((one) => one.presetId === presetId) ?? [];
  const codes = new Set(entries.map(({ code }) => code));
  const added = new Set(
    overrides
      .map(({ code }) => code)
      .filter((code) => !codes.has(code))
      .reverse(),
  );
  const lines = [
    ...entries.map(({ code, entry }) => ({ code, national: entry })),
    ...[...added].map(addition),
  ];
  return lines.map((line) => {
    const own = overrides.filter(({ code }) => code === line.code);
    return {
      ...line,
      own: told(own.find(({ validFrom }) => validFrom <= day)) ?? null,
      coming: own
        .filter(({ validFrom }) => validFrom > day)
        .flatMap((one) => told(one) ?? [])
        .reverse(),
    };
  });
}

function addition(code: string): { code: string; national: null } {
  return { code, national: null };
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

/** Measures under the titles, owners, terms and legal bases of a province, and those it added; what measures do to accidents stays as it is. */
export function measuresWith(library: MeasureLibrary, lines: readonly CatalogueLine[]): MeasureLibrary {
  const own = additionsIn(lines).flatMap(({ code, entry }) => addedMeasure(library, code, entry) ?? []);
  return {
    ...library,
    measures: [
      ...library.measures.map((measure) => {
        const entry = entryOf(lines, measure.code);
        return entry === null ? measure : withEntry(measure, entry);
      }),
      ...own,
    ],
  };
}

/** What the province added and has not withdrawn. */
function additionsIn(lines: readonly CatalogueLine[]): Numbered[] {
  return lines.flatMap(({ code, national, own }) =>
    national === null && own !== null && own.entry !== null ? [{ code, entry: own.entry }] : [],
  );
}

/** An added measure: with the factor of the national one it names, or with none, which is said. */
function addedMeasure(library: MeasureLibrary, code: string, entry: CatalogueEntry): Measure | null {
  if (entry.measure === null) return null;
  const { factorOf, elements, owner, term, cost } = entry.measure;
  const like = library.measures.find((measure) => measure.code === factorOf);
  const own = { code, factorOf: like?.code ?? null, elements, owner, term, cost };
  return withEntry({ ...(like ?? unproven), ...own }, entry);
}

/** What may be said of a measure that a province added without naming a factor. It takes no part in any sum. */
const unproven = {
  group: 'guard',
  fatalSerious: 1,
  slight: 1,
  seLn: 1,
  effect: 'none',
  says: {
    vi: 'Biện pháp do tỉnh bổ sung: chưa có nghiên cứu về tai nạn, không tính tác dụng',
    en: 'A measure that the province added: no study of accidents is known, no effect is counted',
  },
  source: 'Chưa có nghiên cứu',
  evidence: 'our_choice',
} as const;

/** What an entry says and what it does not: a measure without its name, basis and least width. */
type Nameless = Omit<Measure, 'name' | 'legal' | 'leastWidthMetres'>;

function withEntry(
  measure: Nameless,
  { title, source, isSuggestion, minimumMetres, measure: changed }: CatalogueEntry,
): Measure {
  const { owner, term, cost } = changed ?? measure;
  return {
    ...measure,
    owner,
    term,
    cost,
    name: title,
    // Somebody of the province typed it: nobody here has read the document.
    legal: isSuggestion ? null : { vi: source, en: source, certainty: 'second_hand' },
    leastWidthMetres: minimumMetres,
  };
}

/** Items in the words of a province, and those it added. */
export function checklistWith({ items }: GateChecklist, lines: readonly CatalogueLine[]): GateChecklist {
  const national = items.map((item) => {
    const entry = entryOf(lines, item.code);
    return entry === null ? item : itemOf(item.code, entry);
  });
  return { items: [...national, ...additionsIn(lines).map(({ code, entry }) => itemOf(code, entry))] };
}

function itemOf(
  code: string,
  { title, source, isSuggestion }: CatalogueEntry,
): GateChecklist['items'][number] {
  return { code, text: title, source, isSuggestion };
}

/** Unit costs with those that a province put in their place. */
export function unitCostsWith({ items }: UnitCosts, lines: readonly CatalogueLine[]): UnitCosts {
  return {
    items: items.map((item) => {
      const entry = entryOf(lines, item.code);
      if (entry === null || entry.unitCost === null) return item;
      const { title, unitCost: cost, source, isSuggestion } = entry;
      return { ...item, title, cost, source, isSuggestion };
    }),
  };
}

function entryOf(lines: readonly CatalogueLine[], code: string): CatalogueEntry | null {
  return lines.find((line) => line.code === code)?.own?.entry ?? null;
}
