// What an export covers in Vietnamese, line by line, as a sentence and as part of a file name, for who opens the file
// without the screen beside it.
import type { HotspotMethod, SchoolLevel, Severity, TripWindow, YesNoUnknown } from '../../contract/codes.ts';
import type { ExportLayer } from '../../contract/delivery.ts';
import type { ExportQuery } from './layer.ts';

/** What the codes of a filter are called, and the layers. */
const layerWords: Record<ExportLayer, string> = {
  accidents: 'Tai nạn giao thông',
  schools: 'Trường học',
  spots: 'Điểm dừng đỗ, trông giữ xe, lấn chiếm trái phép',
  observations: 'Khảo sát tuyến đến trường: từng câu trả lời',
  findings: 'Điểm bất cập',
  hotspots: 'Điểm nóng tai nạn',
  density: 'Mật độ tai nạn theo đường',
  hexagons: 'Vùng nóng tai nạn (ô lục giác)',
  risk: 'Nguy cơ của từng trường',
  risk_parts: 'Nguy cơ của từng trường: phần của từng vụ tai nạn',
  overview: 'Tổng quan các trường',
};
const levelWords: Record<SchoolLevel, string> = {
  preschool: 'Mầm non',
  primary: 'Tiểu học',
  lower_secondary: 'THCS',
  upper_secondary: 'THPT',
};
const severityWords: Record<Severity, string> = {
  fatal: 'Chết người',
  serious: 'Bị thương nặng',
  slight: 'Bị thương nhẹ',
  property: 'Chỉ hư hỏng tài sản',
};
const pupilWords: Record<YesNoUnknown, string> = {
  yes: 'Có học sinh',
  no: 'Không có học sinh',
  unknown: 'Chưa rõ',
};
const windowWords: Record<TripWindow, string> = {
  trip: 'Giờ đến trường, tan trường',
  day: 'Ban ngày khác, ngày học',
  other: 'Ngoài giờ học',
};
const methodWords: Record<HotspotMethod, string> = {
  legal_rule: 'Quy tắc pháp lý',
  network_kde: 'Mật độ theo đường',
  dbscan: 'Cụm theo mật độ (DBSCAN)',
  gi_star: 'Vùng nóng (Gi*)',
  hdbscan: 'Khám phá (HDBSCAN)',
};

export type NamedLine = readonly [label: string, value: string];

/** What the layer is called. */
export function layerName(layer: ExportLayer): string {
  return layerWords[layer];
}

/** The lines of the filter; one that says so when nothing is filtered. `names` are those of its unit and school. */
export function filterWords(
  layer: ExportLayer,
  query: ExportQuery,
  names: { unit: string | null; school: string | null },
): NamedLine[] {
  const lines: NamedLine[] = [];
  const add = (label: string, value: string | undefined) => {
    if (value !== undefined) lines.push([label, value]);
  };
  if (layer === 'hotspots') add('Phương pháp', methodWords[query.method]);
  add('Từ ngày', query.from && dayWords(query.from));
  add('Đến ngày', query.to && dayWords(query.to));
  add('Mức độ', listed(query.severity, severityWords));
  add('Học sinh', listed(query.pupil, pupilWords));
  add('Khung giờ', listed(query.window, windowWords));
  add('Địa bàn', query.unit && (names.unit ?? query.unit));
  if (query.school !== undefined && (layer === 'observations' || layer === 'findings')) {
    add('Trường', names.school ?? query.school);
  } else if (query.school !== undefined) {
    add('Gần trường', `${names.school ?? query.school}, trong ${query.withinMetres ?? 500} m quanh cổng`);
  }
  add('Khung bản đồ (tây, nam, đông, bắc)', query.bbox?.join('; '));
  add('Cấp học', listed(query.level, levelWords));
  add('Tìm tên', query.search || undefined);
  add('Mức nguy cơ', query.band?.join(', '));
  return lines.length > 0 ? lines : [['Bộ lọc', 'Không lọc']];
}

/** "Hai xã: Tai nạn giao thông. Từ ngày: 01/03/2026. Mức độ: Chết người." */
export function scopeSentence(territory: string, layer: string, lines: readonly NamedLine[]): string {
  return [`${territory}: ${layer}`, ...lines.map((line) => line.join(': '))]
    .map((part) => `${part}.`)
    .join(' ');
}

/** The longest part of a file name: old file systems take 255 bytes with the folder (our choice). */
const longestSlug = 90;

/** "-tu-ngay-01-03-2026-muc-do-chet-nguoi"; "" without a filter. */
export function scopeSlug(lines: readonly NamedLine[]): string {
  if (lines.some(([label]) => label === 'Bộ lọc')) return '';
  const plain = lines.map((line) => line.join(' ')).join(' ');
  const slug = plain
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/đ/gi, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return `-${slug.slice(0, longestSlug)}`.replace(/-+$/, '');
}

function listed<Code extends string>(
  codes: readonly Code[] | undefined,
  words: Record<Code, string>,
): string | undefined {
  return codes?.map((code) => words[code]).join(', ');
}

/** "2026-11-21" as 21/11/2026. */
function dayWords(day: string): string {
  return day.split('-').reverse().join('/');
}
