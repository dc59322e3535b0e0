// Rules about the carriageway: what must lie on it, what must not, and the way that a fire engine needs.
import type { PlanFailure } from '../../contract/plan.ts';
import type { PlanElement } from '../../contract/plan-element.ts';
import {
  decimal,
  elementsOf,
  failure,
  isMainRoad,
  roadAt,
  type Scene,
  type SceneElement,
  type SceneRoad,
} from './check-scene.ts';
import {
  areBoxesNear,
  halfwayOf,
  isInside,
  metresBetween,
  metresTo,
  metresToBox,
  middleOf,
  segmentsOf,
  type Xy,
} from './plane.ts';

/** Our choice: the error of a drawn line and of a mapped road. */
const DRAWN_METRES = 3;

const onRoad: readonly PlanElement['type'][] = [
  'crossing',
  'raised_crossing',
  'hump',
  'barrier_hours',
  'one_way_hours',
  'speed_zone',
];

/** Elements of the road that lie off every road. */
export function offRoad(scene: Scene): PlanFailure[] {
  if (scene.roads.length === 0) return [];
  return scene.elements
    .filter(({ element }) => onRoad.includes(element.type))
    .flatMap((one) => {
      const at = halfwayOf(one.shape);
      const found = roadAt(scene, at);
      if (found === undefined || found.metres <= found.road.widthMetres / 2 + DRAWN_METRES) return [];
      return failure(scene, {
        rule: 'not_on_road',
        severity: 'warning',
        at,
        of: [one.element],
        says: {
          vi: `Cách đường gần nhất ${decimal(found.metres, 'vi')} m, nhưng phải nằm trên mặt đường`,
          en: `It lies ${decimal(found.metres, 'en')} m from the nearest road, but belongs on one`,
        },
        remedy: {
          vi: 'Kéo vào mặt đường, hoặc bổ sung đường còn thiếu trên bản đồ',
          en: 'Move it onto the road, or add the road missing on the map',
        },
        legalBasis: null,
        certainty: 'our_choice',
      });
    });
}

/** Places for people, and standing said to be off the road, that reach onto the carriageway. */
export function onCarriageway(scene: Scene): PlanFailure[] {
  return scene.elements.filter(isKeptOff).flatMap(({ element, shape }) => {
    const place = shape.points.find((at) => {
      const found = roadAt(scene, at);
      return found !== undefined && found.metres < found.road.widthMetres / 2 - DRAWN_METRES / 3;
    });
    if (place === undefined) return [];
    return failure(scene, {
      rule: 'on_carriageway',
      severity: 'warning',
      at: place,
      of: [element],
      says: { vi: 'Lấn vào phần xe chạy', en: 'It reaches onto the carriageway' },
      remedy: {
        vi: 'Dời vào lề, vỉa hè hoặc sân trường',
        en: 'Move it to the roadside, the footpath or the school yard',
      },
      legalBasis: null,
      certainty: 'our_choice',
    });
  });
}

function isKeptOff({ element }: Scene['elements'][number]): boolean {
  switch (element.type) {
    case 'class_queue':
    case 'footpath':
    case 'lighting':
      return true;
    case 'pick_up_bay':
    case 'motorbike_rows':
    case 'bus_bay':
    case 'keeping_area':
      return element.properties.placement === 'off_road';
    default:
      return false;
  }
}

/** QCVN 06:2022/BXD 6.2: a way of at least 3.5 m for fire engines; the clause was not read again. */
const FIRE_ACCESS_METRES = 3.5;
/** Sections along a road and places across it are looked at this far apart. */
const ALONG_METRES = 2;
const ACROSS_METRES = 0.25;

/** Roads that standing vehicles leave less than 3.5 m of, each at its narrowest place. */
export function fireAccess(scene: Scene): PlanFailure[] {
  const blocking = [
    ...elementsOf(scene, 'pick_up_bay', 'motorbike_rows', 'bus_bay', 'keeping_area', 'class_queue'),
    ...elementsOf(scene, 'refuge'),
  ];
  if (blocking.length === 0) return [];
  return scene.roads.flatMap((road) => {
    // A road that is narrower by itself is not the plan's doing.
    if (road.widthMetres < FIRE_ACCESS_METRES) return [];
    const near = blocking.filter(
      ({ shape, box }) =>
        areBoxesNear(box, road.box, road.widthMetres) &&
        shape.points.some((at) => metresTo(road.shape, at) < road.widthMetres),
    );
    const narrowest = near.length === 0 ? null : narrowestSection(road, near);
    if (narrowest === null || narrowest.freeMetres >= FIRE_ACCESS_METRES) return [];
    return failure(scene, {
      rule: 'fire_access',
      severity: 'must',
      at: narrowest.at,
      of: near.map(({ element }) => element),
      says: {
        vi: `Chỉ còn ${decimal(narrowest.freeMetres, 'vi')} m mặt đường thông thoáng; xe chữa cháy cần 3,5 m (bề rộng đường tính theo số làn)`,
        en: `Only ${decimal(narrowest.freeMetres, 'en')} m of the road stay free; a fire engine needs 3.5 m (width taken from the number of lanes)`,
      },
      remedy: {
        vi: 'Thu hẹp chỗ đỗ, xếp một bên đường, hoặc đưa vào sân trường',
        en: 'Narrow the standing places, use one side only, or move them into the yard',
      },
      legalBasis: 'QCVN 06:2022/BXD 6.2',
      certainty: 'unverified',
    });
  });
}

function narrowestSection(
  road: SceneRoad,
  blocking: readonly Pick<SceneElement, 'shape' | 'box'>[],
): { at: Xy; freeMetres: number } | null {
  let narrowest: { at: Xy; freeMetres: number } | null = null;
  const half = road.widthMetres / 2;
  for (const [from, to] of segmentsOf(road.shape.points)) {
    const length = metresBetween(from, to);
    if (length === 0) continue;
    const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    for (let along = 0; along <= length; along += ALONG_METRES) {
      const at: Xy = [from[0] + ux * along, from[1] + uy * along];
      const close = blocking.filter(
        ({ shape, box }) => metresToBox(box, at) < half && metresTo(shape, at) < half,
      );
      if (close.length === 0) continue;
      const freeMetres = widestFree(road.widthMetres, (across) => {
        const place: Xy = [at[0] - uy * across, at[1] + ux * across];
        return close.some(({ shape }) => isInside(shape.points, place));
      });
      if (narrowest === null || freeMetres < narrowest.freeMetres) narrowest = { at, freeMetres };
    }
  }
  return narrowest;
}

/** Longest stretch across a road, metres, on which nothing stands. */
function widestFree(widthMetres: number, isTaken: (acrossMetres: number) => boolean): number {
  const steps = Math.max(1, Math.round(widthMetres / ACROSS_METRES));
  let widest = 0;
  let free = 0;
  for (let step = 0; step < steps; step++) {
    free = isTaken(-widthMetres / 2 + (step + 0.5) * ACROSS_METRES) ? 0 : free + ACROSS_METRES;
    widest = Math.max(widest, free);
  }
  return widest;
}

/** Humps on main roads: the road authority's word first. */
export function humpOnMainRoad(scene: Scene): PlanFailure[] {
  return elementsOf(scene, 'hump', 'raised_crossing').flatMap((one) => {
    const at = middleOf(one.shape);
    const found = roadAt(scene, at);
    if (found === undefined || !isMainRoad(found.road.class)) return [];
    return failure(scene, {
      rule: 'hump_on_main_road',
      severity: 'note',
      at,
      of: [one.element],
      says: {
        vi: 'Gờ, gồ hoặc lối nâng cao trên đường chính',
        en: 'A hump or raised crossing on a main road',
      },
      remedy: {
        vi: 'Hỏi ý kiến cơ quan quản lý đường; cân nhắc đèn hoặc đảo dừng chân',
        en: 'Ask the road authority; think of a signal or a refuge',
      },
      legalBasis: null,
      certainty: 'our_choice',
    });
  });
}
