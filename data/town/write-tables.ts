// The CSV files of the town, with the headers and habits offices really have: one row per casualty,
// decimal commas, Vietnamese words for codes, VN-2000 coordinates in one of them.
import type { Accident, Injury } from './accidents.ts';
import { commaText, csvText, dayText, wktPolygon } from './files.ts';
import { labelOf } from './mappings.ts';
import type { Network } from './network.ts';
import { toLonLat } from './plane.ts';
import type { Finding, Observation, Spot } from './survey.ts';
import { projectPoint } from './vn2000.ts';

export function schoolsText(network: Network): string {
  const columns = [
    'Mã trường',
    'Tên trường',
    'Cấp học',
    'Số học sinh',
    'Số ca',
    'Tỷ lệ đi bộ, xe đạp',
    'Khu vực',
    'Cơ quan quản lý',
    'Mã đơn vị',
    'Kinh độ',
    'Vĩ độ',
    'Khuôn viên (WKT)',
  ];
  const rows = network.grounds
    .toSorted((a, b) => (a.site.key < b.site.key ? -1 : 1))
    .map(({ site, at, outline }) => [
      site.key,
      site.name,
      site.levels.map((level) => labelOf('LEVELS', level)).join(','),
      site.pupils,
      site.shifts,
      site.walkCycleShare === undefined ? '' : commaText(site.walkCycleShare),
      site.unit === 'ZZ-02' ? 'Thành thị' : 'Nông thôn',
      site.agency,
      site.unit,
      ...toLonLat(at),
      wktPolygon(outline),
    ]);
  return csvText(columns, rows, { separator: ';', bom: true });
}

const INJURY_WORDS: Record<Injury, string> = {
  F: 'Chết',
  S: 'Bị thương nặng',
  L: 'Bị thương nhẹ',
  P: 'Không',
};
const PRECISION_WORDS = { minute: 'Đến phút', hour: 'Đến giờ', day: 'Chỉ biết ngày' } as const;
const QUALITY_WORDS = { exact: 'Đúng điểm', street: 'Theo đường', area: 'Theo xã' } as const;
const PUPIL_WORDS = { yes: 'Có', no: 'Không', unknown: 'Không rõ' } as const;

/** accidents.csv: one row per casualty; an accident with damage only has one row. */
export function accidentsText(accidents: readonly Accident[]): string {
  const columns = [
    'Số hồ sơ',
    'Ngày xảy ra',
    'Giờ',
    'Độ chính xác của giờ',
    'Nơi xảy ra',
    'Tên đường',
    'Cấp đường',
    'Kinh độ',
    'Vĩ độ',
    'Độ chính xác của vị trí',
    'Phân loại tai nạn',
    'Mức độ thương tích',
    'Kết luận giám định',
    'Thiệt hại (đồng)',
    'Phương tiện của nạn nhân',
    'Nhóm tuổi',
    'Liên quan học sinh',
    'Mã đơn vị',
  ];
  const rows = accidents.flatMap((accident) =>
    accident.casualties.map((injury, i) => {
      const waits = accident.provisional && (injury === 'S' || i === accident.casualties.length - 1);
      return [
        accident.key,
        dayText(accident.on),
        accident.time,
        PRECISION_WORDS[accident.precision],
        accident.address,
        accident.road?.ref ?? accident.road?.name,
        accident.road ? labelOf('ROAD_CLASSES', accident.road.class) : '',
        ...(accident.at ? toLonLat(accident.at) : ['', '']),
        QUALITY_WORDS[accident.quality],
        labelOf('CLASSES', accident.class),
        INJURY_WORDS[injury],
        injury === 'P' || injury === 'F' ? '' : waits ? 'Chưa có' : 'Đã có',
        accident.damageVnd,
        labelOf('MODES', accident.mode),
        labelOf('AGES', accident.age),
        PUPIL_WORDS[accident.pupil],
        accident.unitId,
      ];
    }),
  );
  return csvText(columns, rows);
}

/** spots.csv: decimal commas, therefore semicolons between columns. */
export function spotsText(spots: readonly Spot[]): string {
  const columns = [
    'Mã lượt',
    'Loại điểm',
    'Mã trường',
    'Ngày thấy',
    'Giờ thấy',
    'Số phút quan sát',
    'Số phút có vi phạm',
    'Số xe',
    'Tình trạng',
    'Ghi chú',
    'Kinh độ',
    'Vĩ độ',
  ];
  const rows = spots.map((spot) => [
    spot.key,
    labelOf('SPOT_KINDS', spot.kind),
    spot.schoolKey,
    dayText(spot.on),
    spot.time,
    spot.minutesWatched,
    spot.minutesSeen,
    spot.vehicles,
    labelOf('SPOT_STATES', spot.state),
    spot.note,
    ...toLonLat(spot.at).map(commaText),
  ]);
  return csvText(columns, rows, { separator: ';' });
}

export function observationsText(observations: readonly Observation[]): string {
  const columns = [
    'Mã quan sát',
    'Mã trường',
    'Mã cổng',
    'Mã tuyến',
    'Từ mét',
    'Đến mét',
    'Nội dung',
    'Giá trị',
    'Ngày khảo sát',
  ];
  const rows = observations.map((each) => [
    each.key,
    each.schoolKey,
    each.gateKey,
    each.routeKey,
    each.fromMetres,
    each.toMetres,
    each.code,
    each.value === undefined ? '' : commaText(each.value),
    dayText(each.on),
  ]);
  return csvText(columns, rows);
}

/** findings.csv: VN-2000 with X as northing and Y as easting, as surveyors write. */
export function findingsText(findings: readonly Finding[]): string {
  const columns = [
    'Mã bất cập',
    'Mã trường',
    'Mã cổng',
    'Mã tuyến',
    'Mã lý do',
    'Mô tả',
    'Đơn vị xử lý',
    'Mã giải pháp',
    'Tình trạng',
    'Ngày phát hiện',
    'Hạn xử lý',
    'Số kiến nghị',
    'Ngày kiến nghị',
    'Tọa độ X (m)',
    'Tọa độ Y (m)',
  ];
  const rows = findings.map((each) => {
    const { easting, northing } = projectPoint(each.at);
    return [
      each.key,
      each.schoolKey,
      each.gateKey,
      each.routeKey,
      each.reasonCode,
      each.description,
      labelOf('OWNERS', each.owner),
      each.measureCode,
      labelOf('FINDING_STATES', each.state),
      dayText(each.foundOn),
      each.dueOn ? dayText(each.dueOn) : '',
      each.recommendationNumber,
      each.recommendedOn ? dayText(each.recommendedOn) : '',
      northing.toFixed(3),
      easting.toFixed(3),
    ];
  });
  return csvText(columns, rows);
}
