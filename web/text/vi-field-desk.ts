// Vietnamese words about field data at the desk: files saved on phones, and records withdrawn.

export const viFieldDesk = {
  phones: 'Tệp từ điện thoại',
  phonesIntro:
    'Khi điện thoại không gửi được (hỏng mạng, mất phiên, đổi máy), cán bộ lưu tất cả vào một tệp ở trang Hộp gửi. Đưa tệp đó vào đây: mỗi mục được ghi tên người đã làm; mục đã có thì không ghi lại.',
  chooseFile: 'Chọn tệp .json',
  take: 'Nhận tệp này',
  taking: 'Đang nhận…',
  failed: 'Không nhận được tệp',
  savedAt: 'Tệp lưu lúc {{moment}}, {{shown}} mục.',
  nothing: 'Tệp không có mục nào.',
  onlyAdministrator: 'Chỉ quản trị viên nhận được tệp từ điện thoại',
  outcome: {
    stored: 'Đã ghi',
    known: 'Đã có từ trước',
    conflict: 'Xung đột: giữ cả hai bản',
    refused: 'Bị từ chối',
    held: 'Chờ mục khác',
  },
  column: {
    kind: 'Mục',
    savedAt: 'Lưu lúc',
    outcome: 'Kết quả',
    recordedAs: 'Ghi tên',
  },
  withdrawn: 'Đã rút lại',
  withdrawnIntro:
    'Bản ghi đã rút lại không còn trong danh sách và không được tính ở đâu; ở đây giữ ai rút, lúc nào, vì sao.',
  withdraw: 'Rút lại',
  withdrawTitle: 'Rút lại điểm bất cập này?',
  withdrawNote:
    'Nó sẽ không còn trong danh sách và không được tính ở đâu. Ai rút, lúc nào, vì sao vẫn được giữ ở Dữ liệu › Đã rút lại; cán bộ quy hoạch có thể đưa trở lại.',
  withdrawReason: 'Lý do',
  withdrawnNone: 'Chưa có bản ghi nào bị rút lại.',
  withdrawnKind: {
    survey: 'Khảo sát',
    walk: 'Chuyến đi',
    finding: 'Điểm bất cập',
    sighting: 'Lần thấy vi phạm',
    photo: 'Ảnh',
  },
  by: 'Người rút: {{name}}',
  byAuthor: 'Người ghi nhận đã rút',
  byDesk: 'Cán bộ quy hoạch đã rút',
  byYou: 'Bạn đã rút',
  returnedAt: 'Đã đưa trở lại lúc {{moment}}',
  return: 'Đưa trở lại',
  returnFailed: 'Không đưa trở lại được',
} as const;
