// The fields of an element's own properties, by its type. A value that the contract would refuse is never passed on.
import { Autocomplete, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { type PlanElement, Team } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';
import { Count, Metres, PlacementField, WhenField } from './element-inputs.tsx';
import { HoursField } from './hours-field.tsx';

type Properties = PlanElement['properties'];
type Change = (properties: Properties, field: string) => void;
type Props = { element: PlanElement; onChange: Change };

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

export function ElementFields({ element, onChange }: Props) {
  const { t } = useWords();
  switch (element.type) {
    case 'pick_up_bay': {
      const { properties } = element;
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
            onChange={(vehicles) => vehicles !== null && onChange({ ...properties, vehicles }, 'vehicles')}
          />
          <PlacementField
            {...properties}
            onChange={(placement) => onChange({ ...properties, placement }, 'placement')}
          />
          <Count
            label={t('plan.figure.places')}
            value={properties.places}
            onChange={(places) => onChange({ ...properties, places }, 'places')}
          />
        </>
      );
    }
    case 'class_queue': {
      const { properties } = element;
      return (
        <>
          <TextInput
            label={t('plan.figure.classes')}
            maxLength={100}
            value={properties.classes}
            onChange={(event) => onChange({ ...properties, classes: event.currentTarget.value }, 'classes')}
          />
          <Count
            label={t('plan.figure.pupils')}
            value={properties.pupils}
            onChange={(pupils) => onChange({ ...properties, pupils }, 'pupils')}
          />
        </>
      );
    }
    case 'motorbike_rows': {
      const { properties } = element;
      return (
        <>
          <PlacementField
            {...properties}
            onChange={(placement) => onChange({ ...properties, placement }, 'placement')}
          />
          <Count
            label={t('plan.figure.rows')}
            min={1}
            max={20}
            value={properties.rows}
            onChange={(rows) => onChange({ ...properties, rows }, 'rows')}
          />
          <Metres
            label={t('plan.figure.rowMetres')}
            value={properties.rowMetres}
            onChange={(rowMetres) => onChange({ ...properties, rowMetres }, 'rowMetres')}
          />
        </>
      );
    }
    case 'no_stopping_line': {
      const { properties } = element;
      return (
        <WhenField
          value={properties.hours}
          onChange={(hours) => onChange({ ...properties, hours }, 'hours')}
        />
      );
    }
    case 'crossing': {
      const { properties } = element;
      return (
        <>
          <Metres
            label={t('plan.figure.widthMetres')}
            value={properties.widthMetres}
            onChange={(widthMetres) => onChange({ ...properties, widthMetres }, 'width')}
          />
          <NumberInput
            label={t('plan.figure.lanes')}
            min={1}
            max={20}
            allowDecimal={false}
            clampBehavior="strict"
            value={properties.lanes ?? ''}
            onChange={(lanes) =>
              onChange({ ...properties, lanes: typeof lanes === 'number' ? lanes : null }, 'lanes')
            }
          />
          <Switch
            label={t('plan.figure.hasSignal')}
            checked={properties.hasSignal}
            onChange={(event) =>
              onChange({ ...properties, hasSignal: event.currentTarget.checked }, 'signal')
            }
          />
        </>
      );
    }
    case 'raised_crossing':
    case 'refuge': {
      const { properties } = element;
      return (
        <Metres
          label={t('plan.figure.widthMetres')}
          value={properties.widthMetres}
          onChange={(widthMetres) => onChange({ ...properties, widthMetres }, 'width')}
        />
      );
    }
    case 'hump': {
      const { properties } = element;
      return (
        <>
          <Metres
            label={t('plan.figure.heightCentimetres')}
            min={1}
            max={30}
            value={properties.heightCentimetres}
            onChange={(heightCentimetres) => onChange({ ...properties, heightCentimetres }, 'height')}
          />
          <Metres
            label={t('plan.figure.lengthMetres')}
            value={properties.lengthMetres}
            onChange={(lengthMetres) => onChange({ ...properties, lengthMetres }, 'length')}
          />
        </>
      );
    }
    case 'footpath': {
      const { properties } = element;
      return (
        <>
          <Metres
            label={t('plan.figure.widthMetres')}
            value={properties.widthMetres}
            onChange={(widthMetres) => onChange({ ...properties, widthMetres }, 'width')}
          />
          <Switch
            label={t('plan.figure.isCleared')}
            checked={properties.isCleared}
            onChange={(event) =>
              onChange({ ...properties, isCleared: event.currentTarget.checked }, 'cleared')
            }
          />
        </>
      );
    }
    case 'barrier_hours':
    case 'one_way_hours': {
      const { properties } = element;
      return (
        <HoursField
          value={properties.hours}
          onChange={(hours) => onChange({ ...properties, hours }, 'hours')}
        />
      );
    }
    case 'speed_zone': {
      const { properties } = element;
      return (
        <>
          <Select
            label={t('plan.figure.speedKmh')}
            allowDeselect={false}
            value={String(properties.speedKmh)}
            data={['30', '40']}
            onChange={(value) => onChange({ ...properties, speedKmh: value === '40' ? 40 : 30 }, 'speed')}
          />
          <WhenField
            value={properties.hours}
            onChange={(hours) => onChange({ ...properties, hours }, 'hours')}
          />
          <Switch
            label={t('plan.figure.isCalmed')}
            checked={properties.isCalmed}
            onChange={(event) => onChange({ ...properties, isCalmed: event.currentTarget.checked }, 'calmed')}
          />
        </>
      );
    }
    case 'sign': {
      const { properties } = element;
      return (
        <>
          <Autocomplete
            label={t('plan.figure.code')}
            data={commonSigns}
            maxLength={20}
            defaultValue={properties.code}
            onChange={(code) => onChange({ ...properties, code }, 'code')}
          />
          <Count
            label={t('plan.figure.facingDegrees')}
            max={359}
            value={properties.facingDegrees}
            onChange={(facingDegrees) => onChange({ ...properties, facingDegrees }, 'facing')}
          />
        </>
      );
    }
    case 'team_post': {
      const { properties } = element;
      return (
        <>
          <Select
            label={t('plan.figure.team')}
            allowDeselect={false}
            value={properties.team}
            data={Team.options.map((value) => ({ value, label: t(`plan.figure.teamOf.${value}`) }))}
            onChange={(team) => onChange({ ...properties, team: Team.parse(team) }, 'team')}
          />
          <HoursField
            value={properties.hours}
            onChange={(hours) => onChange({ ...properties, hours }, 'hours')}
          />
          <Count
            label={t('plan.figure.people')}
            min={1}
            max={50}
            value={properties.people}
            onChange={(people) => onChange({ ...properties, people }, 'people')}
          />
        </>
      );
    }
    case 'bus_bay': {
      const { properties } = element;
      return (
        <>
          <PlacementField
            {...properties}
            onChange={(placement) => onChange({ ...properties, placement }, 'placement')}
          />
          <Count
            label={t('plan.figure.buses')}
            min={1}
            max={50}
            value={properties.buses}
            onChange={(buses) => onChange({ ...properties, buses }, 'buses')}
          />
        </>
      );
    }
    case 'keeping_area': {
      const { properties } = element;
      return (
        <>
          <PlacementField
            {...properties}
            onChange={(placement) => onChange({ ...properties, placement }, 'placement')}
          />
          <Count
            label={t('plan.figure.places')}
            value={properties.places}
            onChange={(places) => onChange({ ...properties, places }, 'places')}
          />
        </>
      );
    }
    case 'guard_rail':
    case 'lighting':
    case 'camera':
      return null;
  }
}
