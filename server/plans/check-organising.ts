// Rules about what is organised: signs, speed zones, and whether all who come to fetch a child find a place.
import type { PlanFailure } from '../../contract/plan.ts';
import { decimal, elementsOf, failure, type Scene } from './check-scene.ts';
import { areaOf, metresApart, middleOf } from './plane.ts';

/** Signs that gate plans use, by QCVN 41:2024/BGTVT (numbers as in catalogues of 41:2019). */
const signCodes = [
  'P.127',
  'P.130',
  'P.131a',
  'P.131b',
  'P.131c',
  'W.224',
  'W.225',
  'W.245a',
  'I.408',
  'I.423a',
  'R.420',
  'R.421',
  'R.E,9a',
  'R.E,9b',
  'R.E,9c',
  'R.E,9d',
  'R.E,10a',
  'R.E,10b',
  'R.E,10c',
  'R.E,10d',
  'S.501',
  'S.502',
];

/** Signs whose code is not among those known for gates. */
export function unknownSigns(scene: Scene): PlanFailure[] {
  return elementsOf(scene, 'sign').flatMap(({ element, shape }) => {
    const { code } = element.properties;
    if (signCodes.includes(code)) return [];
    return failure(scene, {
      rule: 'unknown_sign',
      severity: 'warning',
      at: middleOf(shape),
      of: [element],
      says: {
        vi: `Mã biển "${code}" không có trong danh mục biển cổng trường`,
        en: `The sign "${code}" is not among those known for school gates`,
      },
      remedy: {
        vi: 'Đối chiếu mã với QCVN 41:2024/BGTVT',
        en: 'Look the code up in QCVN 41:2024/BGTVT',
      },
      legalBasis: 'QCVN 41:2024/BGTVT',
      certainty: 'second_hand',
    });
  });
}

/** Our choice: a sign this near to the end of a zone belongs to it. */
const ZONE_SIGN_METRES = 30;

/** Speed zones: a sign makes them, and somebody must decide it. */
export function speedZones(scene: Scene): PlanFailure[] {
  const signs = elementsOf(scene, 'sign').filter(({ element }) =>
    ['P.127', 'R.E,9d'].includes(element.properties.code),
  );
  return elementsOf(scene, 'speed_zone').map(({ element, shape }) => {
    const hasSign = signs.some((sign) => metresApart(sign.shape, shape) <= ZONE_SIGN_METRES);
    const { speedKmh } = element.properties;
    return failure(scene, {
      rule: 'speed_zone_sign',
      severity: hasSign ? 'note' : 'warning',
      at: middleOf(shape),
      of: [element],
      says: hasSign
        ? {
            vi: `Khu vực ${speedKmh} km/h là kiến nghị: không có mức ${speedKmh} km/h chung cho cổng trường`,
            en: `A zone of ${speedKmh} km/h is a recommendation: there is no general ${speedKmh} km/h at schools`,
          }
        : {
            vi: `Khu vực ${speedKmh} km/h chưa có biển P.127 hoặc R.E,9d`,
            en: `A zone of ${speedKmh} km/h without a sign P.127 or R.E,9d`,
          },
      remedy: {
        vi: 'UBND tỉnh (đường địa phương) hoặc Cục Đường bộ Việt Nam quyết định và cắm biển, có ý kiến của CSGT; có thể theo giờ',
        en: 'The province (local roads) or the road administration decides and sets signs, with the traffic police; by time of day if wanted',
      },
      legalBasis: 'TT 38/2024/TT-BGTVT Đ. 6, 7, 10',
      certainty: 'read_in_source',
    });
  });
}

/** Our choice: a motorbike takes 0.8 m of a row. */
const MOTORBIKES_PER_ROW_METRE = 1.25;

/** Our choice: a motorbike is 2 m long, so a row is as deep; and what a drawing may be too small by. */
const ROW_DEPTH_METRES = 2;
const DRAWN_SHARE = 0.8;

/** Rows that do not fit into the area that is drawn for them. */
export function rowsFit(scene: Scene): PlanFailure[] {
  return elementsOf(scene, 'motorbike_rows').flatMap(({ element, shape }) => {
    const { rows, rowMetres } = element.properties;
    const [drawn, needed] = [areaOf(shape.points), rows * rowMetres * ROW_DEPTH_METRES];
    if (drawn >= needed * DRAWN_SHARE) return [];
    return failure(scene, {
      rule: 'least_width',
      severity: 'warning',
      at: middleOf(shape),
      of: [element],
      says: {
        vi: `Chỗ vẽ ${Math.round(drawn)} m² không đủ cho ${rows} hàng dài ${decimal(rowMetres, 'vi')} m, cần khoảng ${Math.round(needed)} m²`,
        en: `The area of ${Math.round(drawn)} m² does not hold ${rows} rows of ${decimal(rowMetres, 'en')} m, which take about ${Math.round(needed)} m²`,
      },
      remedy: {
        vi: 'Vẽ chỗ chờ rộng hơn, hoặc giảm số hàng',
        en: 'Draw a larger area, or plan fewer rows',
      },
      legalBasis: null,
      certainty: 'our_choice',
    });
  });
}

/** Whether those who fetch a child find a place, wave by wave. */
export function pickUpCapacity(scene: Scene): PlanFailure[] {
  const { pupilsFetched, releaseWaves } = scene.plan;
  if (pupilsFetched === null || pupilsFetched === 0) return [];
  const rows = elementsOf(scene, 'motorbike_rows');
  const bays = elementsOf(scene, 'pick_up_bay').filter(
    ({ element }) => element.properties.vehicles !== 'cars',
  );
  const places =
    rows.reduce(
      (sum, { element: { properties } }) =>
        sum + Math.floor(properties.rows * properties.rowMetres * MOTORBIKES_PER_ROW_METRE),
      0,
    ) + bays.reduce((sum, { element }) => sum + element.properties.places, 0);
  const atOnce = Math.ceil(pupilsFetched / releaseWaves);
  if (atOnce <= places) return [];
  const waves = places === 0 ? null : Math.ceil(pupilsFetched / places);
  return [
    failure(scene, {
      rule: 'pick_up_capacity',
      severity: 'warning',
      at: null,
      of: [...rows, ...bays].map(({ element }) => element),
      says: {
        vi: `Mỗi đợt tan học khoảng ${atOnce} xe máy đến đón, chỉ có ${places} chỗ chờ`,
        en: `About ${atOnce} motorbikes come for each wave, and there are ${places} places`,
      },
      remedy:
        waves === null || waves > 10
          ? { vi: 'Thêm hàng chờ xe máy hoặc sân chờ trong trường', en: 'Add rows, or a waiting yard inside' }
          : {
              vi: `Thêm chỗ chờ, hoặc tan học lệch giờ thành ${waves} đợt; các trường cùng đường nên cách nhau từ 15 phút`,
              en: `Add places, or let out in ${waves} waves; schools on one road should end 15 minutes apart`,
            },
      legalBasis: null,
      certainty: 'our_choice',
    }),
  ];
}

/** Without roads on the map half of the rules cannot speak: said, not hidden. */
export function roadsKnown(scene: Scene): PlanFailure[] {
  if (scene.roads.length > 0) return [];
  return [
    failure(scene, {
      rule: 'no_roads_known',
      severity: 'note',
      at: null,
      of: [],
      says: {
        vi: 'Chưa có đường nào trong 200 m quanh cổng: các quy tắc về mặt đường và giao lộ không kiểm tra được',
        en: 'No road is known within 200 m of the gate: rules about carriageway and junctions cannot be checked',
      },
      remedy: { vi: 'Nhập mạng đường của địa bàn', en: 'Import the roads of the area' },
      legalBasis: null,
      certainty: 'our_choice',
    }),
  ];
}
