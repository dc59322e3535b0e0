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
  withdrawTitle: {
    survey: 'Rút lại lần khảo sát này?',
    walk: 'Rút lại chuyến đi này?',
    finding: 'Rút lại điểm bất cập này?',
    sighting: 'Rút lại lần thấy này?',
    photo: 'Rút lại ảnh này?',
  },
  withdrawGoes: {
    survey:
      'Câu trả lời, chuyến đi và ảnh của lần này đi cùng: mét đã khảo sát giảm ngay, điểm nguy cơ của trường đổi ở lần tính sau. Vị trí từng lúc của người đi bị xoá hẳn. Điểm bất cập đã ghi vẫn còn.',
    walk: 'Mét đường đã đi thôi được tính; vị trí từng lúc của người đi bị xoá hẳn.',
    finding: 'Các bước xử lý, kiến nghị và ảnh của nó đi cùng.',
    sighting: 'Ảnh của lần thấy này đi cùng; giờ thấy và việc tái diễn được tính lại.',
    photo: 'Ảnh bị xoá hẳn khỏi máy chủ, không đưa trở lại được.',
  },
  withdrawLastSighting:
    'Đây là lần thấy duy nhất: cả điểm vi phạm, việc xử lý, cam kết và ảnh của nó đi cùng.',
  withdrawNote:
    'Ai rút, lúc nào, vì sao vẫn được giữ ở Dữ liệu › Đã rút lại; cán bộ quy hoạch có thể đưa trở lại.',
  withdrawForGood: 'Ai rút, lúc nào, vì sao vẫn được giữ ở Dữ liệu › Đã rút lại.',
  withdrawDone: 'Đã rút lại',
  withdrawKept: 'Đã xoá ảnh; lý do được giữ ở Dữ liệu › Đã rút lại.',
  withdrawUndo: 'Hoàn tác',
  withdrawReason: 'Lý do',
  surveys: {
    title: 'Các lần khảo sát',
    none: 'Trường này chưa được khảo sát lần nào.',
    nothing: 'Chưa có câu trả lời nào',
    gates: '{{shown}} cổng',
    stretches: '{{shown}} đoạn tuyến',
    walked: 'đã đi {{metres}}',
    photos: '{{shown}} ảnh',
    gpx: 'Tệp GPX',
    gpxAbout:
      'Tệp GPX chỉ có đường đã đi, khớp theo bản đồ, không có giờ. Vị trí từng lúc của người đi chỉ chính người đó xem được và không xuất ra. Mỗi lần xuất được ghi vào nhật ký.',
  },
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
