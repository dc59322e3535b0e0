// The import mapping of every file of the town. They are the documented examples of the mapping
// format, so each uses the parts an office would need: header aliases, values, dates, sums.
import type { z } from 'zod';
import type { ImportMapping } from '../../contract/import.ts';

type Mapping = z.input<typeof ImportMapping>;

/** The name of the source and the mark of invented data, the same in every file. */
const town = { source: 'town', invented: true } as const;

const LEVELS = {
  'Mầm non': 'preschool',
  'Tiểu học': 'primary',
  THCS: 'lower_secondary',
  THPT: 'upper_secondary',
};
const ROAD_CLASSES = {
  'Quốc lộ': 'national',
  'Đường tỉnh': 'provincial',
  'Đường phố chính': 'urban_main',
  'Đường xã': 'commune',
  'Đường thôn': 'hamlet',
  'Ngõ, kiệt': 'lane',
  'Lối đi': 'path',
};
const MODES = {
  'Đi bộ': 'walking',
  'Xe đạp': 'bicycle',
  'Xe đạp điện': 'electric_bicycle',
  'Xe gắn máy': 'moped',
  'Xe mô tô': 'motorcycle',
  'Ô tô con': 'car',
  'Ô tô tải': 'truck',
  '*': 'other',
};
const AGES = { 'Dưới 6': 'under_6', '6-10': '6_10', '11-14': '11_14', '15-17': '15_17', 'Từ 18': '18_over' };
const CLASSES = {
  'Đặc biệt nghiêm trọng': 'extremely_serious',
  'Rất nghiêm trọng': 'very_serious',
  'Nghiêm trọng': 'serious',
  'Ít nghiêm trọng': 'less_serious',
  'Va chạm': 'collision',
};
const SPOT_KINDS = {
  'Dừng, đỗ trái phép': 'stopping_parking',
  'Trông, giữ xe trái phép': 'vehicle_keeping',
  'Lấn chiếm': 'encroachment',
};
const SPOT_STATES = { 'Chưa xử lý': 'open', 'Đã xử lý': 'handled', 'Tái phạm': 'returned' };
const OWNERS = {
  'Nhà trường': 'school',
  'UBND cấp xã': 'commune',
  'Công an': 'police',
  'Cơ quan quản lý đường': 'road_authority',
  'Phụ huynh': 'parents',
};
const FINDING_STATES = {
  Mới: 'open',
  'Đã kiến nghị': 'recommended',
  'Đã tiếp nhận': 'accepted',
  'Đã làm': 'done',
  'Đã kiểm tra': 'verified',
  'Từ chối': 'refused',
};

/** The label of a record value: how the generator writes what the mapping reads back. */
export function labelOf(list: keyof typeof labels, value: string): string {
  const found = Object.entries(labels[list]).find(([, each]) => each === value)?.[0];
  if (found === undefined) throw new Error(`${list} has no label for ${value}`);
  return found === '*' ? 'Khác' : found;
}
const labels = {
  LEVELS,
  ROAD_CLASSES,
  MODES,
  AGES,
  CLASSES,
  SPOT_KINDS,
  SPOT_STATES,
  OWNERS,
  FINDING_STATES,
};

export const unitsMapping: Mapping = {
  kind: 'units',
  ...town,
  format: 'geojson',
  key: ['ma'],
  geometry: { feature: true },
  fields: {
    id: { column: 'ma' },
    kind: { column: 'cap', values: { tỉnh: 'province', xã: 'commune', phường: 'commune' } },
    parentId: { column: 'ma_cha' },
    name: { column: 'ten' },
    fullName: { column: 'ten_day_du' },
    nameEn: { column: 'ten_tieng_anh' },
    validFrom: { column: 'hieu_luc_tu', date: 'YYYY-MM-DD' },
    validTo: { column: 'hieu_luc_den', date: 'YYYY-MM-DD' },
    successorId: { column: 'ma_ke_thua' },
    legacyCodes: { column: 'ma_cu', split: ';' },
    urban: { column: 'do_thi', values: { có: true, không: false } },
  },
};

export const schoolsMapping: Mapping = {
  kind: 'schools',
  ...town,
  format: 'csv',
  encoding: 'utf-8',
  separator: ';',
  key: ['Mã trường'],
  geometry: { x: 'Kinh độ', y: 'Vĩ độ' },
  fields: {
    code: { column: 'Mã trường' },
    name: { column: ['Tên trường', 'Tên cơ sở'] },
    levels: { column: 'Cấp học', split: ',', values: LEVELS },
    pupils: { column: ['Số học sinh', 'Số trẻ'] },
    shifts: { column: 'Số ca' },
    walkCycleShare: { column: 'Tỷ lệ đi bộ, xe đạp', decimal: ',' },
    urban: { column: 'Khu vực', values: { 'Thành thị': true, 'Nông thôn': false } },
    managingAgency: { column: 'Cơ quan quản lý' },
    unitId: { column: 'Mã đơn vị' },
    outline: { column: 'Khuôn viên (WKT)' },
  },
};

export const gatesMapping: Mapping = {
  kind: 'gates',
  ...town,
  format: 'geojson',
  key: ['ma'],
  geometry: { feature: true },
  fields: {
    schoolKey: { column: 'ma_truong' },
    name: { column: 'ten' },
    kind: { column: 'loai', values: { chính: 'main', phụ: 'side', xe: 'vehicle' } },
    opens: { column: 'gio_mo' },
    zone: { column: 'vung_cong' },
  },
};

export const kmPostsMapping: Mapping = {
  kind: 'km_posts',
  ...town,
  format: 'geojson',
  key: ['so_hieu', 'km'],
  geometry: { feature: true },
  fields: { ref: { column: 'so_hieu' }, km: { column: 'km' } },
};

export const roadsMapping: Mapping = {
  kind: 'roads',
  ...town,
  format: 'geojson',
  key: ['ma'],
  geometry: { feature: true },
  fields: {
    name: { column: 'ten' },
    ref: { column: 'so_hieu' },
    class: { column: 'cap_duong', values: ROAD_CLASSES },
    lanes: { column: 'so_lan' },
    speedLimitKmh: { column: 'toc_do_toi_da' },
    operatingSpeedKmh: { column: 'toc_do_do_duoc' },
    oneway: { column: 'mot_chieu', values: { có: true, không: false } },
    walkable: { constant: true },
  },
};

export const routesMapping: Mapping = {
  kind: 'routes',
  ...town,
  format: 'geojson',
  key: ['ma'],
  geometry: { feature: true },
  fields: {
    schoolKey: { column: 'ma_truong' },
    name: { column: 'ten' },
    pupils: { column: 'so_hoc_sinh' },
    share: { column: 'ty_le' },
    drawnBy: { constant: 'Công an cấp xã' },
  },
};

/** One row per casualty: rows with the same "Số hồ sơ" are one accident. */
export const accidentsMapping: Mapping = {
  kind: 'accidents',
  ...town,
  format: 'csv',
  encoding: 'utf-8',
  separator: ',',
  key: ['Số hồ sơ'],
  geometry: { x: 'Kinh độ', y: 'Vĩ độ' },
  fields: {
    occurredOn: { column: ['Ngày xảy ra', 'Ngày'], date: ['DD/MM/YYYY', 'D/M/YYYY'] },
    occurredTime: { column: 'Giờ', time: ['HH:mm', 'H:mm'] },
    timePrecision: {
      column: 'Độ chính xác của giờ',
      values: { 'Đến phút': 'minute', 'Đến giờ': 'hour', 'Chỉ biết ngày': 'day' },
    },
    locationQuality: {
      column: 'Độ chính xác của vị trí',
      values: { 'Đúng điểm': 'exact', 'Theo đường': 'street', 'Theo xã': 'area' },
    },
    deaths: { count: [{ column: 'Mức độ thương tích', in: ['Chết'] }] },
    serious: { count: [{ column: 'Mức độ thương tích', in: ['Bị thương nặng'] }] },
    slight: { count: [{ column: 'Mức độ thương tích', in: ['Bị thương nhẹ'] }] },
    propertyDamageVnd: { column: 'Thiệt hại (đồng)', take: 'max' },
    class: { column: 'Phân loại tai nạn', values: CLASSES },
    classIsProvisional: { any: [{ column: 'Kết luận giám định', in: ['Chưa có'] }], yes: true, no: false },
    pupilInvolved: { column: 'Liên quan học sinh', values: { Có: 'yes', Không: 'no', '*': 'unknown' } },
    victimMode: { column: 'Phương tiện của nạn nhân', values: MODES },
    victimAgeBand: { column: 'Nhóm tuổi', values: AGES },
    roadName: { column: 'Tên đường' },
    roadClass: { column: ['Cấp đường', 'Loại đường'], values: ROAD_CLASSES },
    writtenAddress: { column: 'Nơi xảy ra' },
    unitId: { column: 'Mã đơn vị' },
  },
};

/** Claims of another source: no injuries and no classes, and a place no better than the street. */
export const insurerMapping: Mapping = {
  kind: 'accidents',
  source: 'town-insurer',
  invented: true,
  format: 'csv',
  encoding: 'utf-8',
  separator: ',',
  key: ['Số yêu cầu'],
  geometry: { x: 'Kinh độ', y: 'Vĩ độ' },
  fields: {
    occurredOn: { column: 'Ngày', date: 'DD/MM/YYYY' },
    occurredTime: { column: 'Giờ', time: 'HH:mm' },
    timePrecision: { constant: 'minute' },
    locationQuality: { constant: 'street' },
    propertyDamageVnd: { column: 'Bồi thường (đồng)' },
    writtenAddress: { column: 'Nơi xảy ra' },
  },
};

export const spotsMapping: Mapping = {
  kind: 'spots',
  ...town,
  format: 'csv',
  encoding: 'utf-8',
  separator: ';',
  key: ['Mã lượt'],
  geometry: { x: 'Kinh độ', y: 'Vĩ độ', decimal: ',' },
  fields: {
    kind: { column: 'Loại điểm', values: SPOT_KINDS },
    schoolKey: { column: 'Mã trường' },
    seenOn: { column: 'Ngày thấy', date: 'DD/MM/YYYY' },
    seenTime: { column: 'Giờ thấy', time: 'HH:mm' },
    minutesWatched: { column: 'Số phút quan sát' },
    minutesSeen: { column: 'Số phút có vi phạm' },
    vehicles: { column: 'Số xe' },
    state: { column: 'Tình trạng', values: SPOT_STATES },
    note: { column: 'Ghi chú' },
  },
};

export const observationsMapping: Mapping = {
  kind: 'observations',
  ...town,
  format: 'csv',
  encoding: 'utf-8',
  separator: ',',
  key: ['Mã quan sát'],
  fields: {
    schoolKey: { column: 'Mã trường' },
    gateKey: { column: 'Mã cổng' },
    routeKey: { column: 'Mã tuyến' },
    fromMetres: { column: 'Từ mét' },
    toMetres: { column: 'Đến mét' },
    code: { column: 'Nội dung' },
    value: { column: 'Giá trị', decimal: ',' },
    observedOn: { column: 'Ngày khảo sát', date: 'DD/MM/YYYY' },
  },
};

/** Coordinates as surveyors write them: X is the northing, Y the easting, VN-2000 zone 108°00'. */
export const findingsMapping: Mapping = {
  kind: 'findings',
  ...town,
  format: 'csv',
  encoding: 'utf-8',
  separator: ',',
  srid: 5898,
  key: ['Mã bất cập'],
  geometry: { x: 'Tọa độ Y (m)', y: 'Tọa độ X (m)' },
  fields: {
    schoolKey: { column: 'Mã trường' },
    gateKey: { column: 'Mã cổng' },
    routeKey: { column: 'Mã tuyến' },
    reasonCode: { column: 'Mã lý do' },
    description: { column: 'Mô tả' },
    owner: { column: 'Đơn vị xử lý', values: OWNERS },
    measureCode: { column: 'Mã giải pháp' },
    state: { column: 'Tình trạng', values: FINDING_STATES },
    foundOn: { column: 'Ngày phát hiện', date: 'DD/MM/YYYY' },
    dueOn: { column: 'Hạn xử lý', date: 'DD/MM/YYYY' },
    recommendationNumber: { column: 'Số kiến nghị' },
    recommendedOn: { column: 'Ngày kiến nghị', date: 'DD/MM/YYYY' },
  },
};
