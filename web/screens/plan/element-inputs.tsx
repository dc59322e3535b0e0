// Inputs that several types of elements share: counts, metres, where vehicles stand, when something holds.
import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../text/words.ts';

type Numbers = { label: string; value: number; min?: number; max?: number; onChange(value: number): void };

export function Count({ label, value, min = 0, max = 5_000, onChange }: Numbers) {
  return (
    <NumberInput
      label={label}
      value={value}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      onChange={(next) => typeof next === 'number' && onChange(next)}
    />
  );
}

export function Metres({ label, value, min = 0, max = 1_000, onChange }: Numbers) {
  const { language } = useWords();
  return (
    <NumberInput
      label={label}
      value={value}
      min={min}
      max={max}
      step={0.5}
      decimalScale={1}
      decimalSeparator={language === 'vi' ? ',' : '.'}
      clampBehavior="strict"
      onChange={(next) => typeof next === 'number' && onChange(next)}
    />
  );
}

/** Metres that hold once they are typed to the end: half a number would turn an area over on the way. */
export function SettledMetres({ label, value, min = 0, onChange }: Numbers) {
  const { language } = useWords();
  const [typed, setTyped] = useState<number | string | null>(null);
  const settle = (): void => {
    if (typeof typed === 'number' && typed >= min && typed !== value) onChange(typed);
    setTyped(null);
  };
  return (
    <NumberInput
      label={label}
      value={typed ?? value}
      max={1_000}
      decimalScale={1}
      decimalSeparator={language === 'vi' ? ',' : '.'}
      hideControls
      onChange={setTyped}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
    />
  );
}

const placements = ['carriageway', 'roadside', 'off_road'] as const;
type Placement = (typeof placements)[number];

export function PlacementField({
  placement,
  onChange,
}: {
  placement: Placement;
  onChange(placement: Placement): void;
}) {
  const { t } = useWords();
  return (
    <Select
      label={t('plan.figure.placement')}
      allowDeselect={false}
      value={placement}
      data={placements.map((value) => ({ value, label: t(`plan.figure.placementOf.${value}`) }))}
      onChange={(value) => value !== null && onChange(value)}
    />
  );
}

const whens = ['always', 'school_hours'] as const;
type When = (typeof whens)[number];

export function WhenField({ value, onChange }: { value: When; onChange(value: When): void }) {
  const { t } = useWords();
  return (
    <Select
      label={t('plan.figure.hours')}
      allowDeselect={false}
      value={value}
      data={whens.map((each) => ({ value: each, label: t(`plan.figure.hoursOf.${each}`) }))}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}
