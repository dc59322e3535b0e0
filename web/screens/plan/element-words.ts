// Elements of a plan in words: the name, its figures in one line, and the short word beside it on the map. Pure.
import type { PlanElement } from '../../../contract/plan.ts';
import { formatClock } from '../../format.ts';
import type { Words } from '../../text/words.ts';
import { elementKinds } from './element-kinds.ts';
import { metresOf, sidesOf } from './element-shapes.ts';

/** A motorbike takes 0.8 m of a row (our choice, as the checks have it). */
const motorbikesPerMetre = 1.25;

export function elementName(element: Pick<PlanElement, 'type'>, { t }: Words): string {
  return t(`plan.element.${element.type}`);
}

/** Name and what tells one of a type from the next: "Biển báo P.130", "Chốt trực – Công an xã". */
export function elementTitle(element: PlanElement, words: Words): string {
  const name = elementName(element, words);
  if (element.type === 'sign') return `${name} ${element.properties.code}`;
  if (element.type === 'team_post')
    return `${name} – ${words.t(`plan.figure.teamOf.${element.properties.team}`)}`;
  return name;
}

/** What is known of an element in one line: "2 hàng × 10 m, khoảng 25 xe, lề đường, 10,0 × 4,0 m". */
export function elementFigures(element: PlanElement, words: Words): string {
  return [...properties(element, words), ...measures(element, words)]
    .filter((text) => text !== '')
    .join(', ');
}

/** The word on the map; '' where the drawing says enough. */
export function elementShort(element: PlanElement, words: Words): string {
  const { t } = words;
  switch (element.type) {
    case 'class_queue':
      return element.properties.classes;
    case 'motorbike_rows':
      return t('plan.figure.busesText', { count: motorbikes(element.properties) });
    case 'pick_up_bay':
      return t('plan.element.pick_up_bay');
    case 'bus_bay':
      return t('plan.figure.busLabel');
    case 'keeping_area':
      return t('plan.figure.keepingLabel', { count: element.properties.places });
    case 'sign':
      return element.properties.code;
    case 'team_post':
    case 'barrier_hours':
    case 'one_way_hours':
      return hoursText(element.properties.hours, words);
    default:
      return '';
  }
}

function motorbikes({ rows, rowMetres }: { rows: number; rowMetres: number }): number {
  return Math.floor(rows * rowMetres * motorbikesPerMetre);
}

const ways = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;

/** Signs of QCVN 41:2024/BGTVT that have a name here, by their codes without points and commas. */
const namedSigns = [
  'P127',
  'P130',
  'P131a',
  'P131b',
  'P131c',
  'W224',
  'W225',
  'W245a',
  'I408',
  'I423a',
  'R420',
  'R421',
  'RE9a',
  'RE9b',
  'RE9c',
  'RE9d',
  'S501',
  'S502',
] as const;

/** What a sign says; '' for a code that has no name here. */
function signName(code: string, { t }: Words): string {
  const known = namedSigns.find((each) => each === code.replaceAll(/[.,]/g, ''));
  return known === undefined ? '' : t(`plan.figure.signOf.${known}`);
}

function hoursText({ from, to }: { from: string; to: string }, { t }: Words): string {
  return t('plan.figure.hoursText', { from: formatClock(from), to: formatClock(to) });
}

/** One decimal where there is one: "4", "2,5". */
function metres(value: number, { decimal }: Words): string {
  return decimal(value, Number.isInteger(value) ? 0 : 1);
}

function properties(element: PlanElement, words: Words): string[] {
  const { t } = words;
  const width = (value: number) => t('plan.figure.widthText', { metres: metres(value, words) });
  switch (element.type) {
    case 'pick_up_bay': {
      const { vehicles, places, placement } = element.properties;
      return [
        t(`plan.figure.vehiclesOf.${vehicles}`),
        t('plan.figure.placesText', { count: places }),
        t(`plan.figure.placementOf.${placement}`),
      ];
    }
    case 'class_queue':
      return [element.properties.classes, t('plan.figure.pupilsText', { count: element.properties.pupils })];
    case 'motorbike_rows': {
      const { rows, rowMetres, placement } = element.properties;
      const count = motorbikes({ rows, rowMetres });
      return [
        t('plan.figure.rowsText', { rows, metres: metres(rowMetres, words), count }),
        t(`plan.figure.placementOf.${placement}`),
      ];
    }
    case 'no_stopping_line':
      return [t(`plan.figure.hoursOf.${element.properties.hours}`)];
    case 'crossing': {
      const { widthMetres, lanes, hasSignal } = element.properties;
      return [
        width(widthMetres),
        lanes === null ? '' : t('plan.figure.lanesText', { count: lanes }),
        hasSignal ? t('plan.figure.signalText') : '',
      ];
    }
    case 'raised_crossing':
    case 'refuge':
      return [width(element.properties.widthMetres)];
    case 'hump': {
      const { heightCentimetres, lengthMetres } = element.properties;
      return [
        t('plan.figure.humpText', {
          height: metres(heightCentimetres, words),
          length: metres(lengthMetres, words),
        }),
      ];
    }
    case 'footpath':
      return [
        width(element.properties.widthMetres),
        element.properties.isCleared ? t('plan.figure.clearedText') : '',
      ];
    case 'barrier_hours':
    case 'one_way_hours':
      return [hoursText(element.properties.hours, words)];
    case 'speed_zone': {
      const { speedKmh, isCalmed, hours } = element.properties;
      return [
        t('plan.figure.speedText', { speed: speedKmh }),
        t(`plan.figure.hoursOf.${hours}`),
        isCalmed ? t('plan.figure.calmedText') : '',
      ];
    }
    case 'sign': {
      const { code, facingDegrees } = element.properties;
      const way = ways[Math.round(facingDegrees / 45) % ways.length] ?? 'n';
      return [signName(code, words), t('plan.figure.facingText', { way: t(`plan.figure.wayOf.${way}`) })];
    }
    case 'team_post':
      return [
        hoursText(element.properties.hours, words),
        t('plan.figure.peopleText', { count: element.properties.people }),
      ];
    case 'bus_bay':
      return [
        t('plan.figure.busesText', { count: element.properties.buses }),
        t(`plan.figure.placementOf.${element.properties.placement}`),
      ];
    case 'keeping_area':
      return [
        t('plan.figure.placesText', { count: element.properties.places }),
        t(`plan.figure.placementOf.${element.properties.placement}`),
      ];
    case 'guard_rail':
    case 'lighting':
    case 'camera':
      return [];
  }
}

function measures({ type, geometry }: PlanElement, words: Words): string[] {
  const { t, decimal } = words;
  if (geometry.type === 'Point') return [];
  if (geometry.type === 'LineString') {
    const metres = decimal(metresOf(geometry), 1);
    // A hump is as long as its profile; what is drawn of it goes across the road.
    const isAcross = elementKinds[type].shape === 'across';
    return [t(isAcross ? 'plan.figure.acrossText' : 'plan.figure.lengthText', { metres })];
  }
  const { length, width } = sidesOf(geometry);
  return [t('plan.figure.areaText', { length: decimal(length, 1), width: decimal(width, 1) })];
}
