// Rules about places where vehicles or people stand: not before the gate, not in a junction, not on a crossing, not on
// each other.
import type { PlanFailure } from '../../contract/plan.ts';
import type { PlanElement } from '../../contract/plan-element.ts';
import { decimal, elementsOf, failure, type Scene, type SceneElement } from './check-scene.ts';
import { areBoxesNear, boxOf, meetingOf, metresTo, placesAlong, stripOf } from './plane.ts';

/** Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15 art. 18.4: no stopping or parking within 5 m. */
const NO_STOPPING_METRES = 5;

const law = 'Luật 36/2024/QH15 Đ. 18.4';

/** Elements in which vehicles stop or stand on the road or beside it. */
function standing(scene: Scene): SceneElement[] {
  return elementsOf(scene, 'pick_up_bay', 'motorbike_rows', 'bus_bay', 'keeping_area').filter(
    ({ element }) => element.properties.placement !== 'off_road',
  );
}

/** Vehicles standing before the gate or within 5 m on either side of it. */
export function gateDistance(scene: Scene): PlanFailure[] {
  const least = NO_STOPPING_METRES + scene.plan.gateWidthMetres / 2;
  return standing(scene).flatMap(({ element, shape }) => {
    const gate = scene.gates.find((at) => metresTo(shape, at) < least);
    if (gate === undefined) return [];
    const metres = Math.max(0, metresTo(shape, gate) - scene.plan.gateWidthMetres / 2);
    return failure(scene, {
      rule: 'gate_five_metres',
      severity: 'must',
      at: gate,
      of: [element],
      says: {
        vi: `Chỗ dừng đỗ cách mép cổng ${decimal(metres, 'vi')} m; phải từ 5 m trở lên`,
        en: `Vehicles stand ${decimal(metres, 'en')} m from the gate; at least 5 m are needed`,
      },
      remedy: {
        vi: 'Lùi chỗ dừng ra ngoài 5 m hai bên cổng, hoặc đưa vào trong sân trường',
        en: 'Move it beyond 5 m on either side of the gate, or into the school yard',
      },
      legalBasis: law,
      certainty: 'read_in_source',
    });
  });
}

/** Vehicles standing within 5 m of the edge of a junction. */
export function junctionDistance(scene: Scene): PlanFailure[] {
  return standing(scene).flatMap(({ element, shape }) => {
    const junction = scene.junctions.find(
      ({ at, halfWidthMetres }) => metresTo(shape, at) < NO_STOPPING_METRES + halfWidthMetres,
    );
    if (junction === undefined) return [];
    return failure(scene, {
      rule: 'junction_five_metres',
      severity: 'must',
      at: junction.at,
      of: [element],
      says: {
        vi: 'Chỗ dừng đỗ nằm trong phạm vi 5 m tính từ mép giao lộ',
        en: 'Vehicles stand within 5 m of the edge of a junction',
      },
      remedy: { vi: 'Dời chỗ dừng ra xa giao lộ', en: 'Move it away from the junction' },
      legalBasis: law,
      certainty: 'read_in_source',
    });
  });
}

/** Areas for standing that lie on a crossing. */
export function onCrossing(scene: Scene): PlanFailure[] {
  const crossings = elementsOf(scene, 'crossing', 'raised_crossing').map(({ element, shape }) => ({
    element,
    strip: stripOf(shape.points, element.properties.widthMetres),
  }));
  return standing(scene).flatMap(({ element, shape, box }) =>
    crossings.flatMap((crossing) => {
      if (!areBoxesNear(box, boxOf(crossing.strip), 0)) return [];
      const at = meetingOf(shape, crossing.strip);
      if (at === null) return [];
      return failure(scene, {
        rule: 'standing_on_crossing',
        severity: 'must',
        at,
        of: [element, crossing.element],
        says: {
          vi: 'Chỗ dừng đỗ nằm trên lối sang đường của người đi bộ',
          en: 'Vehicles stand on a crossing',
        },
        remedy: {
          vi: 'Tách chỗ dừng khỏi lối sang đường, chừa tầm nhìn cho trẻ',
          en: 'Part the two, and leave children a clear view',
        },
        legalBasis: law,
        certainty: 'read_in_source',
      });
    }),
  );
}

/** Our choice: who stands this near to a line stops at it; and ends that only meet are drawn with this much error. */
const AT_LINE_METRES = 1;
const MEETING_METRES = 2;
/** A line is looked at this often, metres. */
const LINE_STEP_METRES = 0.5;

/** Places for standing along a line at which the same plan forbids to stop. */
export function onNoStopping(scene: Scene): PlanFailure[] {
  const lines = elementsOf(scene, 'no_stopping_line');
  return standing(scene).flatMap(({ element, shape, box }) =>
    lines.flatMap((line) => {
      if (!areBoxesNear(box, line.box, AT_LINE_METRES)) return [];
      const along = placesAlong(line.shape.points, LINE_STEP_METRES).filter(
        (at) => metresTo(shape, at) <= AT_LINE_METRES,
      );
      const [at] = along;
      if (at === undefined || along.length * LINE_STEP_METRES <= MEETING_METRES) return [];
      return failure(scene, {
        rule: 'standing_on_no_stopping',
        severity: 'must',
        at,
        of: [element, line.element],
        says: {
          vi: 'Chỗ dừng đỗ nằm sát vạch cấm dừng, đỗ của chính phương án này',
          en: 'Vehicles stand along a line at which this plan forbids to stop',
        },
        remedy: {
          vi: 'Cắt ngắn vạch, hoặc dời chỗ dừng ra khỏi vạch',
          en: 'Shorten the line, or move the place away from it',
        },
        legalBasis: 'QCVN 41:2024/BGTVT',
        certainty: 'second_hand',
      });
    }),
  );
}

const areaTypes: readonly PlanElement['type'][] = [
  'pick_up_bay',
  'class_queue',
  'motorbike_rows',
  'refuge',
  'bus_bay',
  'keeping_area',
];

/** Areas that lie on each other. */
export function overlaps(scene: Scene): PlanFailure[] {
  const areas = scene.elements.filter(({ element }) => areaTypes.includes(element.type));
  return areas.flatMap((one, i) =>
    areas.slice(i + 1).flatMap((other) => {
      if (!areBoxesNear(one.box, other.box, 0)) return [];
      const at = meetingOf(one.shape, other.shape);
      if (at === null) return [];
      return failure(scene, {
        rule: 'areas_overlap',
        severity: 'warning',
        at,
        of: [one.element, other.element],
        says: { vi: 'Hai khu vực chồng lên nhau', en: 'Two areas lie on each other' },
        remedy: {
          vi: 'Thu hẹp hoặc dời một khu vực, hoặc dùng khác giờ và ghi rõ',
          en: 'Shrink or move one, or use them at different hours and say so',
        },
        legalBasis: null,
        certainty: 'our_choice',
      });
    }),
  );
}
