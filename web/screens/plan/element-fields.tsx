// The fields of an element's own properties, by its type. A value that the contract would refuse is never passed on.
import { Autocomplete, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { type PlanElement, Team } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';
import { Count, Metres, PlacementField, WhenField } from './element-inputs.tsx';
import { HoursField } from './hours-field.tsx';

type Properties = PlanElement['properties'];
type Change = (properties: Properties, field: string) => void;
type Props = { element: PlanElement; onChange: Change };

/** Properties that have a name of their own beside their field. */
type Named =
  | 'places'
  | 'pupils'
  | 'rows'
  | 'rowMetres'
  | 'widthMetres'
  | 'heightCentimetres'
  | 'lengthMetres'
  | 'facingDegrees'
  | 'people'
  | 'buses'
  | 'hasSignal'
  | 'isCleared'
  | 'isCalmed';

/** Signs that gate plans use, QCVN 41:2024/BGTVT; any other code may be typed. */
const commonSigns = [
  'W.225',
  'W.224',
  'I.423a',
  'P.130',
  'P.131a',
  'P.127',
  'W.245a',
  'I.408',
  'R.E,9a',
  'R.E,9b',
  'R.E,9d',
  'S.501',
];

/** What a field of one property needs; changing it keeps the other properties. */
function useFields(onChange: Change) {
  const { t } = useWords();
  return <P extends Properties>(properties: P) => {
    const set =
      <K extends keyof P & string>(field: K) =>
      (value: P[K]): void =>
        onChange(Object.assign({}, properties, { [field]: value }), field);
    const named = <K extends keyof P & Named>(field: K) => {
      const name: Named = field;
      return { label: t(`plan.figure.${name}`), value: properties[field], onChange: set(field) };
    };
    return { set, named };
  };
}

export function ElementFields({ element, onChange }: Props) {
  const { t } = useWords();
  const fieldsOf = useFields(onChange);
  switch (element.type) {
    case 'pick_up_bay': {
      const { properties } = element;
      const { set, named } = fieldsOf(properties);
      return (
        <>
          <Select
            label={t('plan.figure.vehicles')}
            allowDeselect={false}
            value={properties.vehicles}
            data={(['motorbikes', 'cars', 'both'] as const).map((value) => ({
              value,
              label: t(`plan.figure.vehiclesOf.${value}`),
            }))}
            onChange={(vehicles) => vehicles !== null && set('vehicles')(vehicles)}
          />
          <PlacementField placement={properties.placement} onChange={set('placement')} />
          <Count {...named('places')} />
        </>
      );
    }
    case 'class_queue': {
      const { properties } = element;
      const { set, named } = fieldsOf(properties);
      return (
        <>
          <TextInput
            label={t('plan.figure.classes')}
            maxLength={100}
            value={properties.classes}
            onChange={(event) => set('classes')(event.currentTarget.value)}
          />
          <Count {...named('pupils')} />
        </>
      );
    }
    case 'motorbike_rows': {
      const { properties } = element;
      const { set, named } = fieldsOf(properties);
      return (
        <>
          <PlacementField placement={properties.placement} onChange={set('placement')} />
          <Count {...named('rows')} min={1} max={20} />
          <Metres {...named('rowMetres')} />
        </>
      );
    }
    case 'no_stopping_line': {
      const { properties } = element;
      return <WhenField value={properties.hours} onChange={fieldsOf(properties).set('hours')} />;
    }
    case 'crossing': {
      const { properties } = element;
      const { set, named } = fieldsOf(properties);
      return (
        <>
          <Metres {...named('widthMetres')} />
          <NumberInput
            label={t('plan.figure.lanes')}
            min={1}
            max={20}
            allowDecimal={false}
            clampBehavior="strict"
            value={properties.lanes ?? ''}
            onChange={(lanes) => set('lanes')(typeof lanes === 'number' ? lanes : null)}
          />
          <Toggle {...named('hasSignal')} />
        </>
      );
    }
    case 'raised_crossing':
      return <Metres {...fieldsOf(element.properties).named('widthMetres')} />;
    case 'refuge':
      return <Metres {...fieldsOf(element.properties).named('widthMetres')} />;
    case 'hump': {
      const { named } = fieldsOf(element.properties);
      return (
        <>
          <Metres {...named('heightCentimetres')} min={1} max={30} />
          <Metres {...named('lengthMetres')} />
        </>
      );
    }
    case 'footpath': {
      const { named } = fieldsOf(element.properties);
      return (
        <>
          <Metres {...named('widthMetres')} />
          <Toggle {...named('isCleared')} />
        </>
      );
    }
    case 'barrier_hours':
    case 'one_way_hours': {
      const { properties } = element;
      return <HoursField value={properties.hours} onChange={fieldsOf(properties).set('hours')} />;
    }
    case 'speed_zone': {
      const { properties } = element;
      const { set, named } = fieldsOf(properties);
      return (
        <>
          <Select
            label={t('plan.figure.speedKmh')}
            allowDeselect={false}
            value={String(properties.speedKmh)}
            data={['30', '40']}
            onChange={(value) => set('speedKmh')(value === '40' ? 40 : 30)}
          />
          <WhenField value={properties.hours} onChange={set('hours')} />
          <Toggle {...named('isCalmed')} />
        </>
      );
    }
    case 'sign': {
      const { properties } = element;
      const { set, named } = fieldsOf(properties);
      return (
        <>
          <Autocomplete
            label={t('plan.figure.code')}
            data={commonSigns}
            maxLength={20}
            defaultValue={properties.code}
            onChange={set('code')}
          />
          <Count {...named('facingDegrees')} max={359} />
        </>
      );
    }
    case 'team_post': {
      const { properties } = element;
      const { set, named } = fieldsOf(properties);
      return (
        <>
          <Select
            label={t('plan.figure.team')}
            allowDeselect={false}
            value={properties.team}
            data={Team.options.map((value) => ({ value, label: t(`plan.figure.teamOf.${value}`) }))}
            onChange={(team) => set('team')(Team.parse(team))}
          />
          <HoursField value={properties.hours} onChange={set('hours')} />
          <Count {...named('people')} min={1} max={50} />
        </>
      );
    }
    case 'bus_bay': {
      const { properties } = element;
      const { set, named } = fieldsOf(properties);
      return (
        <>
          <PlacementField placement={properties.placement} onChange={set('placement')} />
          <Count {...named('buses')} min={1} max={50} />
        </>
      );
    }
    case 'keeping_area': {
      const { properties } = element;
      const { set, named } = fieldsOf(properties);
      return (
        <>
          <PlacementField placement={properties.placement} onChange={set('placement')} />
          <Count {...named('places')} />
        </>
      );
    }
    case 'guard_rail':
    case 'lighting':
    case 'camera':
      return null;
  }
}

type ToggleProps = { label: string; value: boolean; onChange(value: boolean): void };

function Toggle({ label, value, onChange }: ToggleProps) {
  return <Switch label={label} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />;
}
