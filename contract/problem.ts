// Every planned failure: its stable key, HTTP status and titles. Keys are never renamed or reused (RFC 9457).
import { z } from 'zod';

type Entry = { status: number; vi: string; en: string };

export const problems = {
  'bad-json': {
    status: 400,
    vi: 'Nội dung gửi lên không phải JSON hợp lệ',
    en: 'The body is not valid JSON',
  },
  'bad-input': { status: 422, vi: 'Dữ liệu gửi lên chưa đúng', en: 'The input is not right' },
  'bad-file': { status: 422, vi: 'Không đọc được tệp', en: 'The file cannot be read' },
  'bad-mapping': { status: 422, vi: 'Bảng ánh xạ chưa đúng', en: 'The mapping is not right' },
  'not-signed-in': { status: 401, vi: 'Bạn chưa đăng nhập', en: 'You are not signed in' },
  'wrong-password': { status: 401, vi: 'Sai tên đăng nhập hoặc mật khẩu', en: 'Wrong login or password' },
  'not-allowed': { status: 403, vi: 'Bạn không có quyền làm việc này', en: 'You may not do this' },
  'foreign-origin': {
    status: 403,
    vi: 'Yêu cầu đến từ trang khác',
    en: 'The request comes from another site',
  },
  'outside-unit': {
    status: 403,
    vi: 'Vị trí nằm ngoài địa bàn của bạn',
    en: 'The place lies outside your unit',
  },
  'not-found': { status: 404, vi: 'Không tìm thấy', en: 'Not found' },
  'invitation-ended': {
    status: 410,
    vi: 'Lời mời đã dùng hoặc hết hạn',
    en: 'The invitation was used or has expired',
  },
  'stale-revision': {
    status: 409,
    vi: 'Người khác vừa sửa bản ghi này',
    en: 'Somebody else changed this record meanwhile',
  },
  'same-id-other-body': {
    status: 409,
    vi: 'Mã này đã dùng cho một bản ghi khác',
    en: 'This id is already used for another record',
  },
  withdrawn: {
    status: 410,
    vi: 'Bản ghi này đã được rút lại',
    en: 'This record was withdrawn',
  },
  'wrong-state': {
    status: 409,
    vi: 'Bước này không hợp với trạng thái hiện tại',
    en: 'This step does not fit the present state',
  },
  'same-person': {
    status: 403,
    vi: 'Người ghi nhận hoặc báo đã làm không được tự kiểm tra; cần người thứ hai',
    en: 'Who recorded or finished it may not verify it; a second person must',
  },
  'already-exists': { status: 409, vi: 'Đã có bản ghi này', en: 'This already exists' },
  'still-referenced': {
    status: 409,
    vi: 'Còn dữ liệu khác dùng bản ghi này',
    en: 'Other records still refer to this one',
  },
  'reference-missing': {
    status: 422,
    vi: 'Bản ghi được nhắc tới không có',
    en: 'A referenced record is absent',
  },
  'outside-territory': {
    status: 422,
    vi: 'Toạ độ nằm ngoài lãnh thổ đã cài đặt (có thể đảo kinh độ và vĩ độ)',
    en: 'The place lies outside the configured territory (longitude and latitude may be swapped)',
  },
  'bad-geometry': { status: 422, vi: 'Hình học không hợp lệ', en: 'The geometry is not valid' },
  'rule-broken': { status: 422, vi: 'Dữ liệu vi phạm một quy tắc', en: 'The data break a rule' },
  'too-little-data': { status: 422, vi: 'Quá ít dữ liệu để tính', en: 'Too little data to compute' },
  'batch-not-undoable': {
    status: 409,
    vi: 'Không thể hoàn tác lần nhập này',
    en: 'This import cannot be undone',
  },
  'run-not-done': { status: 409, vi: 'Lần tính này chưa xong', en: 'This run is not finished' },
  'runs-not-comparable': {
    status: 422,
    vi: 'Không so sánh được: hai lần tính khác loại, hoặc loại này không có điểm nóng hay xếp hạng',
    en: 'The runs cannot be compared: they are of two kinds, or of one without hotspots and ranks',
  },
  'too-large': { status: 413, vi: 'Dữ liệu gửi lên quá lớn', en: 'The input is too large' },
  'too-many-requests': {
    status: 429,
    vi: 'Gửi quá nhiều lần, xin chờ',
    en: 'Too many requests, please wait',
  },
  stopping: { status: 503, vi: 'Máy chủ đang dừng', en: 'The server is stopping' },
  internal: { status: 500, vi: 'Lỗi trong hệ thống', en: 'Internal error' },
} as const satisfies Record<string, Entry>;

export type ProblemKey = keyof typeof problems;
export const ProblemKey = z.enum(Object.keys(problems) as [ProblemKey, ...ProblemKey[]]);

/** One wrong value. `pointer` is a JSON pointer into the input; both languages name field and value. */
export const ProblemDetail = z.object({
  pointer: z.string(),
  detail: z.string(),
  detailEn: z.string(),
});
export type ProblemDetail = z.infer<typeof ProblemDetail>;

export const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    titleEn: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    detailEn: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(ProblemDetail).optional(),
    /** The row as it stands, for `stale-revision`. */
    current: z.unknown().optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemDocument = z.infer<typeof ProblemDocument>;
