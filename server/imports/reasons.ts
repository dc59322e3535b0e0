// Why a row is refused, in the words of the people who must mend the file. One entry per code.
import type { RejectedRow } from '../../contract/batch.ts';

export type Words = { vi: string; en: string };
type Context = { value: string; extra: string };

const reasons = {
  missing: () => ({ vi: 'Ô trống, cần có giá trị', en: 'The cell is empty, a value is needed' }),
  not_a_number: ({ value }) => ({
    vi: `“${value}” không phải là số${value.includes(',') ? ' (số thập phân dùng dấu phẩy? đặt "decimal": ",")' : ''}`,
    en: `"${value}" is not a number${value.includes(',') ? ' (decimal comma? set "decimal": ",")' : ''}`,
  }),
  not_whole: ({ value }) => ({
    vi: `“${value}” không phải số nguyên`,
    en: `"${value}" is not a whole number`,
  }),
  not_boolean: ({ value }) => ({ vi: `“${value}” không phải có/không`, en: `"${value}" is not yes or no` }),
  bad_date: ({ value, extra }) => ({
    vi: `“${value}” không phải là ngày theo mẫu ${extra}`,
    en: `"${value}" is not a day of the pattern ${extra}`,
  }),
  bad_time: ({ value, extra }) => ({
    vi: `“${value}” không phải là giờ theo mẫu ${extra}`,
    en: `"${value}" is not a time of the pattern ${extra}`,
  }),
  not_in_list: ({ value, extra }) => ({
    vi: `“${value}” không có trong danh mục: ${extra}`,
    en: `"${value}" is not one of: ${extra}`,
  }),
  out_of_range: ({ value, extra }) => ({
    vi: `“${value}” ngoài khoảng ${extra}`,
    en: `"${value}" is outside ${extra}`,
  }),
  too_long: ({ extra }) => ({
    vi: `Chữ quá dài (tối đa ${extra})`,
    en: `The text is too long (at most ${extra})`,
  }),
  bad_value: ({ value }) => ({ vi: `“${value}” không hợp lệ`, en: `"${value}" is not valid` }),
  broken_row: ({ value, extra }) => ({
    vi: `Hàng có ${value} ô, tiêu đề có ${extra} cột`,
    en: `The row has ${value} cells, the header has ${extra}`,
  }),
  duplicate_key: () => ({ vi: 'Mã này đã có ở một hàng trước', en: 'An earlier row has this key' }),
  not_a_road: ({ value }) => ({ vi: `“${value}” không phải là đường`, en: `"${value}" is no road` }),
  no_school_level: ({ value }) => ({
    vi: `Không rõ cấp học của “${value}” (trung tâm đào tạo, hoặc tên không ghi cấp)`,
    en: `The school level of "${value}" is not known (a training centre, or the name does not say)`,
  }),
  future_date: ({ value }) => ({ vi: `Ngày ${value} ở tương lai`, en: `The day ${value} is in the future` }),
  time_missing: () => ({
    vi: 'Độ chính xác là phút hoặc giờ nhưng không có giờ',
    en: 'Precise to minute or hour, but no time',
  }),
  due_before_found: () => ({ vi: 'Hạn xử lý trước ngày phát hiện', en: 'Due before the day it was found' }),
  minutes_seen: () => ({
    vi: 'Số phút thấy vi phạm nhiều hơn số phút quan sát',
    en: 'Minutes seen exceed minutes watched',
  }),
  needs_gate_or_route: () => ({
    vi: 'Quan sát phải thuộc đúng một cổng hoặc một tuyến',
    en: 'An observation belongs to one gate or to one route',
  }),
  needs_school_or_route: () => ({
    vi: 'Cần cho biết trường hoặc tuyến của chuyến khảo sát',
    en: 'The school or the route of the walk is needed',
  }),
  other_school: ({ value }) => ({
    vi: `“${value}” thuộc trường khác`,
    en: `"${value}" belongs to another school`,
  }),
  walk_changed: ({ value }) => ({
    vi: `Chuyến “${value}” đã có với các vị trí khác; chuyến đã ghi không sửa được: hãy hoàn tác lần nhập trước hoặc đặt mã khác`,
    en: `The walk "${value}" is there with other positions; a recorded walk is never changed: undo the earlier import or give another key`,
  }),
  too_wide: ({ value, extra }) => ({
    vi: `Chuyến trải ${value} km, quá ${extra} km: không phải một lần đi bộ`,
    en: `The walk spans ${value} km, more than ${extra} km: that is no walk`,
  }),
  bad_stretch: () => ({
    vi: 'Đoạn tuyến phải có điểm cuối sau điểm đầu',
    en: 'A stretch must end after it starts',
  }),
  bad_speed: ({ value }) => ({
    vi: `Tốc độ “${value}” không trong 1-150 km/h`,
    en: `Speed "${value}" is not 1-150 km/h`,
  }),

  zero_point: () => ({ vi: 'Toạ độ 0, 0 (chưa nhập vị trí)', en: 'The place is 0, 0 (not filled in)' }),
  bad_coordinate: ({ value }) => ({
    vi: `Toạ độ “${value}” không phải là số`,
    en: `Coordinate "${value}" is not a number`,
  }),
  half_place: () => ({ vi: 'Chỉ có một trong hai toạ độ', en: 'Only one of the two coordinates is there' }),
  axes_swapped: ({ value }) => ({
    vi: `${value}: có thể đảo kinh độ/vĩ độ (đổi chỗ thì nằm trong lãnh thổ)`,
    en: `${value}: longitude and latitude may be swapped (swapped, the place lies inside the territory)`,
  }),
  northing_easting_swapped: ({ value }) => ({
    vi: `${value}: đảo X/Y: VN-2000 ghi X là toạ độ bắc, Y là toạ độ đông; cột x phải là toạ độ đông`,
    en: `${value}: northing and easting are swapped: VN-2000 lists write X for northing; x must be the easting`,
  }),
  metres_as_degrees: ({ value }) => ({
    vi: `${value} giống toạ độ mét, không phải độ: cần cho biết hệ toạ độ (srid)`,
    en: `${value} looks like metres, not degrees: give the srid`,
  }),
  degrees_as_metres: ({ value }) => ({
    vi: `${value} giống kinh vĩ độ, nhưng srid đã cho dùng mét`,
    en: `${value} looks like degrees, but the given srid is in metres`,
  }),
  not_on_earth: ({ value }) => ({
    vi: `${value} không nằm trên Trái Đất`,
    en: `${value} is nowhere on Earth`,
  }),
  outside_territory: ({ value }) => ({
    vi: `${value} nằm ngoài lãnh thổ đã cài đặt`,
    en: `${value} lies outside the configured territory`,
  }),
  cannot_project: () => ({
    vi: 'Không đổi được toạ độ sang WGS 84',
    en: 'The coordinates cannot be turned into WGS 84',
  }),
  bad_geometry: ({ extra }) => ({
    vi: `Hình học không hợp lệ: ${extra}`,
    en: `The geometry is not valid: ${extra}`,
  }),

  unknown_unit: ({ value }) => ({ vi: `Không có đơn vị mã “${value}”`, en: `There is no unit "${value}"` }),
  unknown_parent: ({ value }) => ({
    vi: `Không có đơn vị cấp trên mã “${value}”`,
    en: `There is no parent unit "${value}"`,
  }),
  no_unit: () => ({
    vi: 'Không xác định được xã, phường: vị trí ngoài mọi ranh giới đã có',
    en: 'No commune is known for it: the place is outside every boundary',
  }),
  outside_unit: ({ value }) => ({
    vi: `Thuộc đơn vị ${value || 'khác'}, ngoài địa bàn bạn được ghi`,
    en: `It belongs to unit ${value || 'other'}, where you may not write`,
  }),
  unknown_school: ({ value }) => ({
    vi: `Không có trường mã “${value}”`,
    en: `There is no school "${value}"`,
  }),
  unknown_gate: ({ value }) => ({ vi: `Không có cổng mã “${value}”`, en: `There is no gate "${value}"` }),
  unknown_route: ({ value }) => ({ vi: `Không có tuyến mã “${value}”`, en: `There is no route "${value}"` }),
} as const satisfies Record<string, (context: Context) => Words>;

export type ReasonCode = keyof typeof reasons;
export type Refusal = { field: string; value?: string | undefined; code: ReasonCode; extra?: string };

/** Longest part of a cell that is kept. Enough to find it, too little to hold a story. */
const VALUE_LENGTH = 120;

/** The row as the list of refused rows shows it. */
export function rejectedRow(line: number, { field, value, code, extra }: Refusal): RejectedRow {
  const shown = value === undefined ? undefined : value.slice(0, VALUE_LENGTH);
  const words: Words = reasons[code]({ value: shown ?? '', extra: extra ?? '' });
  return { line, field, value: shown ?? null, code, reason: words.vi, reasonEn: words.en };
}
