// Where people live and learn in the invented town: settlements, and the eight schools with what
// decides their known answers (road, size, how well surveyed). Apart from the ground plan of lines.
import type { SchoolLevel } from '../../contract/codes.ts';
import type { XY } from './plane.ts';

/** Settlements where lanes grow. */
export const villages: readonly {
  readonly name: string;
  readonly at: XY;
  readonly radius: number;
  readonly lanes: number;
}[] = [
  { name: 'Cầu Ván', at: [-1650, -1500], radius: 560, lanes: 42 },
  { name: 'An Bình', at: [-1750, 1130], radius: 600, lanes: 42 },
  { name: 'Gò Trám', at: [-900, 1900], radius: 430, lanes: 32 },
  { name: 'Đồng Quao', at: [-300, 1280], radius: 460, lanes: 34 },
  { name: 'Bãi Sim', at: [-2200, 420], radius: 430, lanes: 26 },
  { name: 'Gò Me', at: [-600, -1900], radius: 420, lanes: 24 },
  { name: 'Cồn Tre', at: [1850, -1700], radius: 470, lanes: 34 },
  { name: 'Xóm Lưới', at: [1300, 1900], radius: 470, lanes: 32 },
  { name: 'Bờ Sông', at: [2520, 600], radius: 430, lanes: 26 },
  { name: 'Lò Gạch', at: [560, -1550], radius: 380, lanes: 20 },
  { name: 'Rừng Dừa', at: [-1900, -680], radius: 430, lanes: 20 },
  { name: 'Bến Sỏi', at: [520, 520], radius: 620, lanes: 46 },
  { name: 'Phố Cũ', at: [1700, 140], radius: 820, lanes: 74 },
  { name: 'Xóm Đê', at: [-700, 330], radius: 420, lanes: 22 },
];

export interface SchoolSite {
  readonly key: string;
  readonly name: string;
  readonly unit: 'ZZ-01' | 'ZZ-02';
  readonly levels: readonly SchoolLevel[];
  readonly pupils: number;
  readonly shifts: number;
  readonly walkCycleShare?: number;
  readonly agency: string;
  /** Main road the gate opens to; `old-town` means the nearest old-town street. */
  readonly road: string;
  /** Where on that road. */
  readonly near: XY;
  /** Side of the road: 1 left, -1 right of its direction. */
  readonly side: 1 | -1;
  readonly width: number;
  readonly depth: number;
  readonly gates: readonly ('main' | 'side' | 'vehicle')[];
  readonly zone: boolean;
  readonly routes: number;
  /** How well the school is surveyed: decides its observations. */
  readonly survey: 'well' | 'partly' | 'old' | 'never';
}

export const schoolSites: readonly SchoolSite[] = [
  {
    key: 'MN-HOASIM',
    name: 'Trường Mầm non Hoa Sim',
    unit: 'ZZ-01',
    levels: ['preschool'],
    pupils: 120,
    shifts: 1,
    agency: 'UBND xã An Bình',
    road: 'dx13',
    near: [-2500, 600],
    side: 1,
    width: 46,
    depth: 38,
    gates: ['main'],
    zone: true,
    routes: 3,
    survey: 'well',
  },
  {
    key: 'MN-NANGMAI',
    name: 'Trường Mầm non Nắng Mai',
    unit: 'ZZ-02',
    levels: ['preschool'],
    pupils: 310,
    shifts: 1,
    agency: 'UBND phường Hòa Lạc',
    road: 'dx8',
    near: [1085, 1480],
    side: 1,
    width: 56,
    depth: 44,
    gates: ['main', 'vehicle'],
    zone: false,
    routes: 3,
    survey: 'never',
  },
  {
    key: 'TH-CAUVAN',
    name: 'Trường Tiểu học Cầu Ván',
    unit: 'ZZ-01',
    levels: ['primary'],
    pupils: 980,
    shifts: 2,
    walkCycleShare: 0.62,
    agency: 'UBND xã An Bình',
    road: 'ql99',
    near: [-1640, -1358],
    side: 1,
    width: 100,
    depth: 72,
    gates: ['main', 'side'],
    zone: true,
    routes: 6,
    survey: 'well',
  },
  {
    key: 'TH-BENSOI',
    name: 'Trường Tiểu học Bến Sỏi',
    unit: 'ZZ-02',
    levels: ['primary'],
    pupils: 760,
    shifts: 2,
    agency: 'UBND phường Hòa Lạc',
    road: 'old-town',
    near: [1720, 330],
    side: -1,
    width: 78,
    depth: 58,
    gates: ['main', 'side', 'vehicle'],
    zone: true,
    routes: 5,
    survey: 'partly',
  },
  {
    key: 'LC-GOTRAM',
    name: 'Trường Tiểu học và THCS Gò Trám',
    unit: 'ZZ-01',
    levels: ['primary', 'lower_secondary'],
    pupils: 540,
    shifts: 1,
    agency: 'UBND xã An Bình',
    road: 'dx2',
    near: [-1000, 1760],
    side: 1,
    width: 90,
    depth: 70,
    gates: ['main'],
    zone: false,
    routes: 4,
    survey: 'old',
  },
  {
    key: 'THCS-DONGQUAO',
    name: 'Trường THCS Đồng Quao',
    unit: 'ZZ-01',
    levels: ['lower_secondary'],
    pupils: 620,
    shifts: 1,
    agency: 'UBND xã An Bình',
    road: 'dx14',
    near: [-185, 1168],
    side: 1,
    width: 84,
    depth: 66,
    gates: ['main', 'side'],
    zone: true,
    routes: 5,
    survey: 'partly',
  },
  {
    key: 'THCS-ANBINH',
    name: 'Trường THCS An Bình',
    unit: 'ZZ-01',
    levels: ['lower_secondary'],
    pupils: 690,
    shifts: 2,
    agency: 'UBND xã An Bình',
    road: 'dt699',
    near: [-2230, 1290],
    side: 1,
    width: 92,
    depth: 70,
    gates: ['main', 'side'],
    zone: false,
    routes: 4,
    survey: 'old',
  },
  {
    key: 'THPT-BANGLANG',
    name: 'Trường THPT Bàng Lăng',
    unit: 'ZZ-02',
    levels: ['upper_secondary'],
    pupils: 1300,
    shifts: 2,
    agency: 'Sở Giáo dục và Đào tạo tỉnh Minh Họa (hư cấu)',
    road: 'dx7',
    near: [2640, 60],
    side: -1,
    width: 118,
    depth: 92,
    gates: ['main', 'side', 'vehicle'],
    zone: true,
    routes: 6,
    survey: 'partly',
  },
];
