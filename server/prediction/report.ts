// A test of the methods as a person reads it: tables and sentences in the two languages, or one flat table. Pure: the same
// results give the same text.
import { stringify } from 'csv-stringify/sync';
import type { PredictionMethod, PredictionResult, PredictiveRecord } from '../../contract/prediction.ts';

export const methodNames: Record<PredictionMethod, { vi: string; en: string }> = {
  legal_rule: { vi: 'quy tắc điểm đen', en: 'legal rule' },
  network_kde: { vi: 'mật độ dọc đường', en: 'network density' },
  dbscan: { vi: 'DBSCAN', en: 'DBSCAN' },
  gi_star: { vi: 'Gi*', en: 'Gi*' },
  recent_count: { vi: 'đếm vụ gần đây', en: 'recent counts' },
  random_by_length: { vi: 'ngẫu nhiên theo chiều dài', en: 'random by length' },
};

type Interval = { low: number; high: number } | null;

const percent = (share: number): string => (share * 100).toFixed(1);

/** A measure with its interval, or a dash where there is none. */
function measured(value: number | null, interval: Interval, written: (value: number) => string): string {
  if (value === null) return '–';
  return interval === null
    ? written(value)
    : `${written(value)} (${written(interval.low)}–${written(interval.high)})`;
}

const places =
  (digits: number) =>
  (value: number): string =>
    value.toFixed(digits);

const head = [
  'budget',
  'method',
  'marked %',
  'held % (90 %)',
  'PAI (90 %)',
  'PEI',
  'RRI (90 %)',
  'per km (90 %)',
  'again',
];

function line(result: PredictionResult): string[] {
  return [
    `${result.budgetShare * 100} %`,
    methodNames[result.method].en,
    percent(result.lengthShare),
    measured(result.hitRate, result.hitRateInterval, percent),
    measured(result.pai, result.paiInterval, places(2)),
    measured(result.pei, null, places(2)) + (result.isPeiExact ? '' : '~'),
    measured(result.rri, result.rriInterval, places(2)),
    measured(result.hitsPerKm, result.hitsPerKmInterval, places(2)),
    `${result.markedAgain}/${result.markedPieces}`,
  ];
}

/**
 * One table per test year, then a sentence per method. A `~` after PEI says that the best choice is a bound; `again` is
 * how many marked pieces the method marks again from the test year alone, of those marked.
 */
export function toText(results: readonly PredictionResult[], records: readonly PredictiveRecord[]): string {
  const tables = [...new Set(results.map(({ testYear }) => testYear))].map((year) => {
    const ofYear = results.filter(({ testYear }) => testYear === year);
    const [first] = ofYear;
    const rows = [head, ...ofYear.map(line)];
    const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
    const text = rows.map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    );
    const title = `${year}: ${first?.testTotal} accidents on ${((first?.totalMetres ?? 0) / 1000).toFixed(1)} km; marked with the years through ${first?.trainThrough}`;
    return [title, '', ...text].join('\n');
  });
  const sentences = records.map((record) => `${sentenceVi(record)}\n${sentenceEn(record)}`);
  return `${[...tables, ...sentences].join('\n\n')}\n`;
}

function sentenceVi(record: PredictiveRecord): string {
  const [marked, held, low, high] = roundedOf(record).map((value) => value.replace('.', ','));
  return `${methodNames[record.method].vi}: ${marked} % chiều dài đường được đánh dấu theo số liệu đến hết năm ${record.markedYear} có ${held} % (${low}–${high} %) trong ${record.accidents} vụ tai nạn năm ${record.testYear}; đánh dấu ngẫu nhiên được ${marked} %.`;
}

function sentenceEn(record: PredictiveRecord): string {
  const [marked, held, low, high] = roundedOf(record);
  return `${methodNames[record.method].en}: the ${marked} % of roads marked with data through ${record.markedYear} held ${held} % (${low}–${high}) of ${record.testYear}'s ${record.accidents} accidents; chance would be ${marked} %.`;
}

function roundedOf({ markedPercent, heldPercent, lowPercent, highPercent }: PredictiveRecord): string[] {
  return [markedPercent, heldPercent, lowPercent, highPercent].map((value) => value.toFixed(1));
}

/** All numbers, one row per test year, budget and method (RFC 4180, UTF-8 with a byte order mark). */
export function toCsv(results: readonly PredictionResult[]): string {
  const rows = results.map(({ hitRateInterval, paiInterval, rriInterval, hitsPerKmInterval, ...result }) => ({
    ...result,
    isPeiExact: String(result.isPeiExact),
    ...bounds('hitRate', hitRateInterval),
    ...bounds('pai', paiInterval),
    ...bounds('rri', rriInterval),
    ...bounds('hitsPerKm', hitsPerKmInterval),
  }));
  return stringify(rows, { header: true, bom: true, record_delimiter: '\r\n' });
}

function bounds(name: string, interval: Interval): Record<string, number | null> {
  return { [`${name}Low`]: interval?.low ?? null, [`${name}High`]: interval?.high ?? null };
}
