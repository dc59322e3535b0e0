// Vietnamese words of the search on the map screen.

export const viSearch = {
  search: {
    label: 'Tìm trường, xã phường, đường, cột Km',
    placeholder: 'Tìm trường, xã, đường, QL.99 Km14+500',
    open: 'Tìm kiếm',
    close: 'Đóng tìm kiếm',
    clear: 'Xoá nội dung tìm',
    group: {
      schools: 'Trường',
      units: 'Xã, phường, tỉnh',
      roads: 'Đường',
      places: 'Lý trình',
    },
    short: 'Gõ ít nhất {{count}} ký tự: tên trường, xã, đường, hoặc “QL.99 Km14+500”.',
    searching: 'Đang tìm…',
    none: 'Không thấy “{{text}}”. Thử gõ ít chữ hơn hoặc gõ không dấu.',
    found_one: '{{count}} kết quả',
    found_other: '{{count}} kết quả',
    roadNumber: 'Theo số hiệu đường',
    place: {
      exact: 'Giữa hai cột Km',
      street: 'Vị trí gần đúng',
      beyond: 'Ngoài cột Km cuối, vị trí gần đúng',
      part: 'đoạn {{part}}',
    },
    reason: {
      not_an_address: 'Lý trình viết chưa đúng. Ví dụ: QL.99 Km14+500.',
      no_road: 'Lý trình cần kèm đường đã có trên bản đồ. Ví dụ: QL.99 Km14+500.',
      no_posts: 'Đường này chưa có cột Km nên chưa tìm được lý trình.',
      too_far_from_posts: 'Đường này không có cột Km nào gần lý trình đó.',
      posts_out_of_order: 'Cột Km của đường này sai thứ tự nên chưa tìm được lý trình.',
    },
    slashKey: 'Phím “/” mở ô tìm kiếm',
    slashKeyNote: 'Ctrl + K luôn dùng được.',
  },
} as const;
