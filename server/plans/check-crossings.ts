// Rules about crossings and about least widths.
import type { PlanFailure } from '../../contract/plan.ts';
import { decimal, elementsOf, failure, roadAt, type Scene } from './check-scene.ts';
import { metresApart, metresBetween, middleOf } from './plane.ts';

/** A crossing whose middle lies inside the junction itself, where vehicles turn. */
export function inJunction(scene: Scene): PlanFailure[] {
  return elementsOf(scene, 'crossing', 'raised_crossing').flatMap(({ element, shape }) => {
    const middle = middleOf(shape);
    const junction = scene.junctions.find(
      ({ at, halfWidthMetres }) => metresBetween(at, middle) < halfWidthMetres,
    );
    if (junction === undefined) return [];
    return failure(scene, {
      rule: 'crossing_in_junction',
      severity: 'warning',
      at: middle,
      of: [element],
      says: {
        vi: 'Lối sang đường nằm trong lòng giao lộ, nơi xe rẽ',
        en: 'The crossing lies inside a junction, where vehicles turn',
      },
      remedy: {
        vi: 'Kẻ lối sang ở nhánh đường, ngoài mép giao lộ',
        en: 'Put it on an arm of the junction, outside its edge',
      },
      legalBasis: null,
      certainty: 'our_choice',
    });
  });
}

/** Our choice: a refuge belongs to a crossing when it touches it, a hump when cars have no room to speed up again. */
const REFUGE_METRES = 2;
const HUMP_METRES = 30;

/** A marked crossing of more than two lanes without signal, refuge or hump: about twice the accidents. */
export function multilane(scene: Scene): PlanFailure[] {
  const refuges = elementsOf(scene, 'refuge');
  const humps = elementsOf(scene, 'hump', 'raised_crossing');
  return elementsOf(scene, 'crossing').flatMap(({ element, shape }) => {
    const lanes = element.properties.lanes ?? roadAt(scene, middleOf(shape))?.road.lanes ?? 2;
    const isHelped =
      element.properties.hasSignal ||
      refuges.some((refuge) => metresApart(refuge.shape, shape) <= REFUGE_METRES) ||
      humps.some((hump) => metresApart(hump.shape, shape) <= HUMP_METRES);
    if (lanes <= 2 || isHelped) return [];
    return failure(scene, {
      rule: 'multilane_crossing',
      severity: 'warning',
      at: middleOf(shape),
      of: [element],
      says: {
        vi: `Vạch sang đường qua ${lanes} làn mà không có đèn, đảo dừng chân hay gờ giảm tốc: các nghiên cứu thấy tai nạn khoảng gấp đôi`,
        en: `A crossing of ${lanes} lanes without signal, refuge or hump: studies find about twice the accidents`,
      },
      remedy: {
        vi: 'Thêm đảo dừng chân, đèn tín hiệu hoặc gờ giảm tốc; hoặc dời đến chỗ hẹp hơn',
        en: 'Add a refuge, a signal or a hump; or move it to where the road is narrower',
      },
      legalBasis: 'TØI Trafikksikkerhetshåndboken 3.14',
      certainty: 'read_in_source',
    });
  });
}

/** Least widths, metres; our choice after common practice (TCXDVN 104, QCVN 41), to be checked against the standard in force. */
const LEAST_METRES = { footpath: 1.5, refuge: 1.5, crossing: 3, raised_crossing: 3 } as const;
type Wide = keyof typeof LEAST_METRES;
const wideTypes: readonly Wide[] = ['footpath', 'refuge', 'crossing', 'raised_crossing'];

/** Least width that the rules ask of elements of some types, metres; null where they ask for none. */
export function nationalLeastMetres(types: readonly string[]): number | null {
  const found = wideTypes.find((type) => types.includes(type));
  return found === undefined ? null : LEAST_METRES[found];
}

/** Least widths by type: those of the rules, or what the province asks for in its catalogue (the largest). */
function leastMetres({ measures }: Scene, type: Wide): { least: number; legalBasis: string | null } {
  const own = measures
    .filter(({ elements, leastWidthMetres }) => leastWidthMetres !== null && elements.includes(type))
    .sort((a, b) => (b.leastWidthMetres ?? 0) - (a.leastWidthMetres ?? 0))[0];
  return { least: own?.leastWidthMetres ?? LEAST_METRES[type], legalBasis: own?.legal?.vi ?? null };
}

const widthNames = {
  footpath: { vi: 'Vỉa hè', en: 'The footpath' },
  refuge: { vi: 'Đảo dừng chân', en: 'The refuge' },
  crossing: { vi: 'Lối sang đường', en: 'The crossing' },
  raised_crossing: { vi: 'Lối sang đường nâng cao', en: 'The raised crossing' },
};

/** Elements narrower than people need. */
export function leastWidths(scene: Scene): PlanFailure[] {
  return elementsOf(scene, ...wideTypes).flatMap(({ element, shape }) => {
    const { least, legalBasis } = leastMetres(scene, element.type);
    const { widthMetres } = element.properties;
    if (widthMetres >= least) return [];
    const { vi, en } = widthNames[element.type];
    return failure(scene, {
      rule: 'least_width',
      severity: 'warning',
      at: middleOf(shape),
      of: [element],
      says: {
        vi: `${vi} rộng ${decimal(widthMetres, 'vi')} m, nên từ ${decimal(least, 'vi')} m`,
        en: `${en} is ${decimal(widthMetres, 'en')} m wide; ${decimal(least, 'en')} m or more is better`,
      },
      remedy: { vi: 'Mở rộng, hoặc dọn vật cản', en: 'Widen it, or clear what stands in the way' },
      legalBasis,
      certainty: legalBasis === null ? 'our_choice' : 'second_hand',
    });
  });
}
