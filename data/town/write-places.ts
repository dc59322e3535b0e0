// The GeoJSON files of the town: units, gates, roads, routes, and the basemap's background and Km posts.
import { type Feature, geojsonText, lineGeometry, pointGeometry, polygonGeometry } from './files.ts';
import { kmPosts } from './km-posts.ts';
import { border, communeRings, RIVER_HALF_WIDTH_METRES, river, westOutline } from './layout.ts';
import { labelOf } from './mappings.ts';
import type { Network } from './network.ts';
import { crossing, insideRing, type Line, offsetLine, path, simplify, smooth, type XY } from './plane.ts';
import type { Route } from './routes.ts';

/** First crossing of two lines: indices of the segments' ends and the point. */
function meet(a: Line, b: Line): { i: number; j: number; point: XY } {
  for (let i = 1; i < a.length; i++) {
    for (let j = 1; j < b.length; j++) {
      const point = crossing(a[i - 1]!, a[i]!, b[j - 1]!, b[j]!);
      if (point) return { i, j, point };
    }
  }
  throw new Error('the lines do not cross');
}

/** The two communes of before July 2025: the western commune, cut along the river. */
function legacyRings(): { north: XY[]; south: XY[] } {
  const east = meet(border, river);
  const west = meet(westOutline, river);
  const along = river.slice(west.j, east.j);
  const bank = [west.point, ...along, east.point];
  const north = [...border.slice(0, east.i), ...[...bank].reverse(), ...westOutline.slice(west.i)];
  const south = [...bank, ...border.slice(east.i), ...westOutline.slice(1, west.i)];
  return { north, south };
}

/** units.geojson: the province, its two communes, and the two communes merged into the first. */
export function unitsText(): string {
  const legacy = legacyRings();
  const since = { hieu_luc_tu: '2025-07-01' };
  const past = {
    ma_cha: 'ZZ',
    hieu_luc_tu: '1994-01-01',
    hieu_luc_den: '2025-06-30',
    ma_ke_thua: 'ZZ-01',
    do_thi: 'không',
  };
  const unit = (properties: Feature['properties'], ring: Line): Feature => ({
    properties,
    geometry: polygonGeometry(ring),
  });
  return geojsonText([
    unit(
      {
        ma: 'ZZ',
        cap: 'tỉnh',
        ten: 'Minh Họa (hư cấu)',
        ten_day_du: 'Tỉnh Minh Họa (hư cấu)',
        ten_tieng_anh: 'Minh Hoa Province (invented)',
        ...since,
      },
      communeRings.province,
    ),
    unit(
      {
        ma: 'ZZ-01',
        cap: 'xã',
        ma_cha: 'ZZ',
        ten: 'An Bình (hư cấu)',
        ten_day_du: 'Xã An Bình (hư cấu)',
        ten_tieng_anh: 'An Binh Commune (invented)',
        ...since,
        ma_cu: 'ZZ-01-A;ZZ-01-B',
        do_thi: 'không',
      },
      communeRings.west,
    ),
    unit(
      {
        ma: 'ZZ-02',
        cap: 'phường',
        ma_cha: 'ZZ',
        ten: 'Hòa Lạc (hư cấu)',
        ten_day_du: 'Phường Hòa Lạc (hư cấu)',
        ten_tieng_anh: 'Hoa Lac Ward (invented)',
        ...since,
        do_thi: 'có',
      },
      communeRings.east,
    ),
    unit(
      {
        ma: 'ZZ-01-A',
        cap: 'xã',
        ten: 'An Bắc (hư cấu)',
        ten_day_du: 'Xã An Bắc (hư cấu)',
        ten_tieng_anh: 'An Bac Commune (invented)',
        ...past,
      },
      legacy.north,
    ),
    unit(
      {
        ma: 'ZZ-01-B',
        cap: 'xã',
        ten: 'An Nam Sông (hư cấu)',
        ten_day_du: 'Xã An Nam Sông (hư cấu)',
        ten_tieng_anh: 'An Nam Song Commune (invented)',
        ...past,
      },
      legacy.south,
    ),
  ]);
}

/** gates.geojson: the point of each gate; a gate zone is a GeoJSON polygon in the property `vung_cong`. */
export function gatesText(network: Network): string {
  const words = { main: 'chính', side: 'phụ', vehicle: 'xe' } as const;
  return geojsonText(
    network.grounds.flatMap(({ site, gates }) =>
      gates.map(
        (gate): Feature => ({
          properties: {
            ma: gate.key,
            ma_truong: site.key,
            ten: gate.name,
            loai: words[gate.kind],
            gio_mo: gate.opens,
            ...(gate.zone ? { vung_cong: polygonGeometry(gate.zone) } : {}),
          },
          geometry: pointGeometry(gate.at),
        }),
      ),
    ),
  );
}

/** Speeds measured on a few roads, km/h. */
const MEASURED: Record<string, number> = { ql99: 62, dt699: 51, dx2: 43, dx7: 44 };

/** roads.geojson: two roads meet if and only if they share a vertex. */
export function roadsText(network: Network): string {
  return geojsonText(
    network.roads.map(
      (road): Feature => ({
        properties: {
          ma: road.key,
          ten: road.name,
          so_hieu: road.ref,
          cap_duong: labelOf('ROAD_CLASSES', road.class),
          so_lan: road.lanes,
          toc_do_toi_da: road.speedLimitKmh,
          toc_do_do_duoc: MEASURED[road.group],
          mot_chieu: road.oneway ? 'có' : 'không',
        },
        geometry: lineGeometry(road.points),
      }),
    ),
  );
}

export function routesText(routes: readonly Route[]): string {
  return geojsonText(
    routes.map(
      (route): Feature => ({
        properties: {
          ma: route.key,
          ma_truong: route.schoolKey,
          ten: route.name,
          so_hoc_sinh: route.pupils,
          ty_le: route.share,
        },
        geometry: lineGeometry(route.points),
      }),
    ),
  );
}

/** Rounded patches of ground, by their corners. */
const PATCHES: readonly (readonly [kind: string, name: string, corners: Line])[] = [
  ['lake', 'Hồ Sen Đá', path('-1080,1290 -900,1400 -760,1330 -740,1180 -880,1090 -1030,1150')],
  ['lake', 'Ao Làng', path('2330,-220 2400,-150 2460,-220 2420,-310 2340,-300')],
  ['park', 'Công viên Bờ Kè', path('900,-640 1010,-590 1180,-560 1250,-600 1130,-650 980,-690')],
  ['park', 'Vườn hoa Phố Cũ', path('1820,60 1880,90 1900,40 1850,10')],
  ['field', 'Đồng Rừng Dừa', path('-2450,-1150 -1950,-950 -1450,-950 -1300,-1080 -1750,-1280 -2350,-1520')],
  ['field', 'Đồng Bàu', path('-1900,1700 -1350,1800 -1250,1380 -1500,1250 -2050,1420')],
  ['field', 'Đồng Gò Me', path('-400,-2000 100,-1880 280,-2150 0,-2300 -380,-2250')],
  ['field', 'Đồng Hòa Lạc', path('350,1850 900,1820 850,1350 520,1430 330,1600')],
  ['field', 'Đồng Cồn Tre', path('800,-1150 1250,-980 1300,-1400 900,-1430')],
  ['field', 'Đồng Đông', path('1900,2250 2500,2330 2560,2020 2180,1780 1950,1950')],
  [
    'built_up',
    'Phố Cũ',
    path('820,380 1300,700 1900,920 2450,800 2540,350 2100,-120 1650,-480 1280,-480 1060,0'),
  ],
  ['built_up', 'Chợ An Bình', path('-2150,1320 -1600,1280 -1250,1080 -1400,780 -1900,780 -2150,950')],
  ['built_up', 'Cầu Ván', path('-2050,-1450 -1550,-1200 -1150,-1050 -1050,-1450 -1450,-1850 -1950,-1800')],
];

/** background.geojson: water and ground for the basemap, by `kind`; no importer reads it. */
export function backgroundText(): string {
  const inside = river.filter((p) => insideRing(communeRings.province, p));
  const banks = (side: 1 | -1): XY[] =>
    offsetLine(inside, side * RIVER_HALF_WIDTH_METRES).map((p, i) => {
      const sway = 7 * Math.sin(i / 3 + side);
      return [p[0], p[1] + sway * side];
    });
  const features: Feature[] = [
    {
      properties: { kind: 'river', name: 'Sông Trầm' },
      geometry: polygonGeometry(simplify([...banks(1), ...banks(-1).reverse()], 0.5)),
    },
    ...PATCHES.map(
      ([kind, name, corners]): Feature => ({
        properties: { kind, name },
        geometry: polygonGeometry(smooth(corners, kind === 'lake' || kind === 'park' ? 22 : 90, true)),
      }),
    ),
  ];
  return geojsonText(features);
}

/** km_posts.geojson: the Km posts of QL.99 that stand inside the province. */
export function kmPostsText(): string {
  return geojsonText(
    kmPosts
      .filter((post) => insideRing(communeRings.province, post.at))
      .map(
        (post): Feature => ({
          properties: { so_hieu: 'QL.99', km: post.km },
          geometry: pointGeometry(post.at),
        }),
      ),
  );
}
