// Database refusals that a user can mend → problems. Rules live in the database as named constraints; here each
// family of names gets its words. A test holds this list against the schema.
import { Problem } from '../problem.ts';

type Refusal = { code: string; constraint?: string; table?: string; detail?: string };

function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}

/** Words for check constraints: what the rule demands. Every check in the schema has an entry. */
export const checkWords: Record<string, { vi: string; en: string }> = {
  unit_id_pattern: {
    vi: 'Mã đơn vị chỉ gồm chữ, số và . _ : -',
    en: 'A unit id has only letters, digits and . _ : -',
  },
  unit_kind: { vi: 'Loại đơn vị không có trong danh mục', en: 'Unknown kind of unit' },
  unit_not_own_parent: {
    vi: 'Đơn vị không thể là cấp trên của chính nó',
    en: 'A unit cannot be its own parent',
  },
  unit_dates: { vi: 'Ngày hết hiệu lực trước ngày bắt đầu', en: 'The end date is before the start date' },
  unit_boundary_valid: { vi: 'Ranh giới đơn vị tự cắt', en: 'The boundary crosses itself' },
  unit_branch_kind: { vi: 'Ngành không có trong danh mục', en: 'Unknown branch' },
  unit_responsibility_level: { vi: 'Cấp học không có trong danh mục', en: 'Unknown school level' },
  territory_one_row: {
    vi: 'Chỉ có một lãnh thổ cho mỗi lần cài đặt',
    en: 'An installation has one territory',
  },
  account_login_lower: {
    vi: 'Tên đăng nhập viết thường, 3 đến 100 ký tự',
    en: 'A login is lower case, 3 to 100 characters',
  },
  role_grant_role: { vi: 'Vai trò không có trong danh mục', en: 'Unknown role' },
  role_grant_dates: { vi: 'Ngày hết quyền trước ngày bắt đầu', en: 'The role ends before it starts' },
  import_batch_status: { vi: 'Trạng thái lần nhập không đúng', en: 'Unknown import status' },
  school_levels: { vi: 'Cấp học không có trong danh mục', en: 'Unknown or missing school level' },
  school_pupils: { vi: 'Số học sinh phải từ 0 đến 20.000', en: 'Pupils must be 0 to 20,000' },
  school_shifts: { vi: 'Số ca học phải từ 1 đến 4', en: 'Shifts must be 1 to 4' },
  school_walk_cycle_share: {
    vi: 'Tỷ lệ đi bộ, xe đạp phải từ 0 đến 1',
    en: 'The walking and cycling share must be 0 to 1',
  },
  school_site_outline_valid: { vi: 'Ranh điểm trường tự cắt', en: 'The outline crosses itself' },
  gate_kind: { vi: 'Loại cổng không có trong danh mục', en: 'Unknown kind of gate' },
  gate_zone_valid: { vi: 'Khu vực cổng tự cắt', en: 'The gate zone crosses itself' },
  road_edge_class: { vi: 'Cấp đường không có trong danh mục', en: 'Unknown road class' },
  road_edge_lanes: { vi: 'Số làn phải từ 1 đến 20', en: 'Lanes must be 1 to 20' },
  road_edge_speed: { vi: 'Tốc độ phải từ 1 đến 200 km/h', en: 'Speed must be 1 to 200 km/h' },
  road_edge_path_valid: { vi: 'Đường phải có ít nhất hai điểm', en: 'A road needs at least two points' },
  road_edge_length: { vi: 'Chiều dài không thể âm', en: 'A length cannot be negative' },
  km_post_nominal: { vi: 'Lý trình phải từ Km0 đến Km3000', en: 'A chainage must be Km0 to Km3000' },
  route_pupils: { vi: 'Số học sinh phải từ 0 đến 20.000', en: 'Pupils must be 0 to 20,000' },
  route_share: { vi: 'Tỷ lệ học sinh phải từ 0 đến 1', en: 'The share of pupils must be 0 to 1' },
  route_path_valid: { vi: 'Tuyến đường đến trường không hợp lệ', en: 'The route is not a valid line' },
  accident_time_precision: {
    vi: 'Độ chính xác thời gian không khớp với giờ',
    en: 'The time precision does not fit the time',
  },
  accident_trip_window: { vi: 'Khung giờ không có trong danh mục', en: 'Unknown trip window' },
  accident_location_quality: {
    vi: 'Chất lượng vị trí không có trong danh mục',
    en: 'Unknown location quality',
  },
  accident_counts: { vi: 'Số người phải từ 0 đến 1.000', en: 'People must be 0 to 1,000' },
  accident_class: { vi: 'Phân loại tai nạn không có trong danh mục', en: 'Unknown accident class' },
  accident_pupil: {
    vi: 'Học sinh liên quan: có, không hoặc chưa rõ',
    en: 'Pupil involved: yes, no or unknown',
  },
  accident_victim_mode: { vi: 'Phương tiện không có trong danh mục', en: 'Unknown mode of travel' },
  accident_victim_age_band: { vi: 'Nhóm tuổi không có trong danh mục', en: 'Unknown age band' },
  illegal_spot_kind: { vi: 'Loại điểm vi phạm không có trong danh mục', en: 'Unknown kind of spot' },
  illegal_spot_state: { vi: 'Trạng thái điểm không có trong danh mục', en: 'Unknown state of a spot' },
  illegal_spot_dates: { vi: 'Lần thấy cuối trước lần thấy đầu', en: 'Last seen is before first seen' },
  spot_sighting_minutes: {
    vi: 'Số phút thấy vi phạm nhiều hơn số phút quan sát',
    en: 'Minutes seen exceed minutes watched',
  },
  spot_sighting_vehicles: { vi: 'Số xe phải từ 0 đến 1.000', en: 'Vehicles must be 0 to 1,000' },
  survey_observation_target: {
    vi: 'Quan sát phải thuộc một cổng hoặc một tuyến',
    en: 'An observation belongs to one gate or one route',
  },
  survey_observation_stretch: {
    vi: 'Đoạn tuyến phải có chiều dài dương',
    en: 'A stretch must have a positive length',
  },
  survey_observation_speed: {
    vi: 'Tốc độ quan sát phải từ 1 đến 150 km/h',
    en: 'An observed speed must be 1 to 150 km/h',
  },
  finding_owner: { vi: 'Bên chịu trách nhiệm không có trong danh mục', en: 'Unknown owner of a finding' },
  finding_state: { vi: 'Trạng thái điểm bất cập không có trong danh mục', en: 'Unknown state of a finding' },
  finding_dates: {
    vi: 'Hạn hoặc ngày đóng trước ngày phát hiện',
    en: 'Due or closing date before the day it was found',
  },
  field_record_table: { vi: 'Loại bản ghi không đúng', en: 'Unknown kind of record' },
  survey_sheet_target: {
    vi: 'Phiếu trả lời phải thuộc một cổng hoặc một tuyến',
    en: 'A sheet is about one gate or one route',
  },
  survey_sheet_stretch: {
    vi: 'Đoạn tuyến phải có chiều dài dương',
    en: 'A stretch must have a positive length',
  },
  survey_walk_metres: { vi: 'Chiều dài đã đi không hợp lệ', en: 'The metres of the walk do not fit' },
  survey_stretch_length: {
    vi: 'Đoạn tuyến phải có chiều dài dương',
    en: 'A stretch must have a positive length',
  },
  finding_step_action: { vi: 'Bước xử lý không có trong danh mục', en: 'Unknown step' },
  finding_step_second_person: {
    vi: 'Người ghi nhận hoặc báo đã làm không được tự kiểm tra; cần người thứ hai',
    en: 'Who recorded or finished it may not verify it; a second person must',
  },
  spot_commitment_dates: {
    vi: 'Cam kết hết hạn trước ngày ký',
    en: 'The commitment ends before it was signed',
  },
  spot_commitment_engine: {
    vi: 'Dung tích phải từ 0 đến 1.000 cm³',
    en: 'The engine must be 0 to 1,000 cm³',
  },
  photo_target: {
    vi: 'Ảnh phải thuộc một khảo sát, một điểm bất cập hoặc một lần thấy',
    en: 'A photo belongs to one survey, finding or sighting',
  },
  photo_kind: { vi: 'Loại ảnh không có trong danh mục', en: 'Unknown kind of photo' },
  photo_size: { vi: 'Ảnh phải nhỏ hơn 2 MB', en: 'A photo must be smaller than 2 MB' },
  photo_expiry: {
    vi: 'Chỉ ảnh bằng chứng có hạn lưu',
    en: 'Evidence, and only evidence, has a day of expiry',
  },
  withdrawal_kind: { vi: 'Loại bản ghi không đúng', en: 'Unknown kind of record' },
  withdrawal_returned: {
    vi: 'Đưa trở lại cần cả lúc nào và ai',
    en: 'Bringing back needs both when and who',
  },
  recommendation_state: {
    vi: 'Trạng thái kiến nghị không có trong danh mục',
    en: 'Unknown state of a recommendation',
  },
  preset_kind: { vi: 'Loại bộ quy tắc không đúng', en: 'Unknown kind of preset' },
  preset_dates: { vi: 'Ngày hết hiệu lực trước ngày bắt đầu', en: 'The end date is before the start date' },
  run_kind: { vi: 'Loại tính toán không đúng', en: 'Unknown kind of run' },
  run_status: { vi: 'Trạng thái tính toán không đúng', en: 'Unknown status of a run' },
  hotspot_pass: { vi: 'Bước tính không đúng', en: 'Unknown pass' },
  hotspot_status: { vi: 'Trạng thái cụm không đúng', en: 'Unknown status of a hotspot' },
  hotspot_member_role: { vi: 'Vai trò thành viên không đúng', en: 'Unknown role of a member' },
  hotspot_case_state: { vi: 'Trạng thái hồ sơ đề nghị không đúng', en: 'Unknown state of a case' },
  hotspot_case_document: {
    vi: 'Cần đủ số văn bản, ngày văn bản và cơ quan: chỉ văn bản của cơ quan quản lý đường mới làm nên “chính thức”',
    en: 'Number, day and authority of the document are needed: only a document of the road authority makes a place official',
  },
  hotspot_case_reason: { vi: 'Cần ghi lý do từ chối', en: 'A rejection needs its reason' },
  hotspot_case_treated: { vi: 'Cần ngày xử lý xong', en: 'The day of the treatment is needed' },
  accident_distinct_order: {
    vi: 'Một cặp vụ được ghi theo thứ tự mã',
    en: 'A pair of accidents is written in the order of their ids',
  },
  prediction_result_method: { vi: 'Phương pháp không có trong danh mục', en: 'Unknown method' },
  prediction_result_years: {
    vi: 'Năm kiểm tra phải sau năm đánh dấu',
    en: 'The test year must come after the year of marking',
  },
  prediction_result_counts: { vi: 'Một phần không thể lớn hơn tổng', en: 'A part cannot exceed the whole' },
  screening_state_one_row: {
    vi: 'Chỉ có một trạng thái sàng lọc cho mỗi lần cài đặt',
    en: 'An installation has one state of the screening',
  },
  plan_state: { vi: 'Trạng thái kế hoạch không đúng', en: 'Unknown state of a plan' },
  pilot_assessment_commitment: {
    vi: 'Cam kết: chưa, một bên hoặc cả nhà trường và phụ huynh',
    en: 'Commitment: none, one, or both school and parents',
  },
  pilot_candidate_level: { vi: 'Cấp học không có trong danh mục', en: 'Unknown school level' },
  pilot_decision_level: { vi: 'Cấp học không có trong danh mục', en: 'Unknown school level' },
  pilot_decision_reason: {
    vi: 'Cần ghi lý do khi không chọn trường xếp thứ nhất hoặc khi thay quyết định cũ',
    en: 'A reason is needed for another school than the first, and to supersede a decision',
  },
  gate_model_state: { vi: 'Trạng thái mô hình không đúng', en: 'Unknown state of a gate model' },
  gate_model_document: {
    vi: 'Công nhận cần số và ngày văn bản',
    en: 'Recognition needs the number and day of a document',
  },
  pilot_watch_period: { vi: 'Kỳ quan sát không đúng', en: 'Unknown period of a watch' },
  pilot_watch_measure: { vi: 'Chỉ số quan sát không đúng', en: 'Unknown measure of a watch' },
  risk_result_band: { vi: 'Bậc rủi ro không đúng', en: 'Unknown band' },
};

/** Gives the problem of a refusal by the database, or the error itself when it is no planned one. */
export function asProblem(error: unknown): unknown {
  if (!isRefusal(error)) return error;
  const name = error.constraint ?? '';
  switch (error.code) {
    case '23505':
      return new Problem('already-exists', { detail: `Trùng: ${name}`, detailEn: `Duplicate: ${name}` });
    case '23503':
      return error.detail?.includes('still referenced')
        ? new Problem('still-referenced', { detail: `Ràng buộc: ${name}`, detailEn: `Constraint: ${name}` })
        : new Problem('reference-missing', { detail: `Ràng buộc: ${name}`, detailEn: `Constraint: ${name}` });
    case '23514': {
      if (name.endsWith('_in_territory')) return new Problem('outside-territory');
      const words = checkWords[name];
      return words ? new Problem('rule-broken', { detail: words.vi, detailEn: words.en }) : error;
    }
    case '42501':
      return new Problem('outside-unit');
    case '22023':
      return new Problem('bad-geometry');
    default:
      return error;
  }
}
