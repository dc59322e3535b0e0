// Coordinate systems that Vietnamese files come in, by EPSG code. VN-2000: 2 zones of 6° and provincial zones of 3°,
// each with its own central meridian (EPSG geodetic registry).

/** Central meridians of the VN-2000 zones of 3°, degrees east, with their codes. */
const provincial: readonly (readonly [srid: number, meridian: string])[] = [
  [5896, '102°00′'],
  [9205, '103°00′'],
  [9206, '104°00′'],
  [9207, '104°30′'],
  [9208, '104°45′'],
  [5897, '105°00′'],
  [9209, '105°30′'],
  [9210, '105°45′'],
  [9211, '106°00′'],
  [9212, '106°15′'],
  [9213, '106°30′'],
  [9214, '107°00′'],
  [9215, '107°15′'],
  [9216, '107°30′'],
  [5899, '107°45′'],
  [5898, '108°00′'],
  [9217, '108°15′'],
  [9218, '108°30′'],
];

export const usualSrid = 4326;

export type CoordinateSystem =
  | { srid: number; type: 'degrees' }
  | { srid: number; type: 'provincial'; meridian: string }
  | { srid: number; type: 'zone'; name: string };

export const coordinateSystems: readonly CoordinateSystem[] = [
  { srid: usualSrid, type: 'degrees' },
  ...provincial.map(([srid, meridian]) => ({ srid, type: 'provincial' as const, meridian })),
  { srid: 3405, type: 'zone', name: 'VN-2000 / UTM 48N' },
  { srid: 3406, type: 'zone', name: 'VN-2000 / UTM 49N' },
  { srid: 32648, type: 'zone', name: 'WGS 84 / UTM 48N' },
  { srid: 32649, type: 'zone', name: 'WGS 84 / UTM 49N' },
];
