// The controls of the filter, each for one part of it; the bar on a desk and the drawer on a phone arrange them.
import { Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import '@mantine/dates/styles.css';
import dayjs from 'dayjs';
import 'dayjs/locale/vi';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import { periodUpTo } from '../../calendar.ts';
import { formatDay, nameOrder } from '../../format.ts';
import { useShownRisk } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { useUnits } from '../../unit-queries.ts';
import styles from './filter.module.css';
import { usePlanning } from './planning-context.tsx';
import type { MapFilter } from './url-state.ts';

// Lets a person type 21/11/2026.
dayjs.extend(customParseFormat);

const presets = [
  { months: 12, label: 'months12' },
  { months: 36, label: 'years3' },
  { months: 60, label: 'years5' },
] as const;

/** Changes a part of the filter in the link. */
export function useFilterChange(): (part: Partial<MapFilter>) => void {
  const { state, change } = usePlanning();
  return (part) => change({ filter: { ...state.filter, ...part } });
}

/** Name of the chosen unit, null when none is chosen; its code while the names are loading. */
export function useUnitName(): string | null {
  const { unit } = usePlanning().state.filter;
  const units = useUnits().data?.units;
  if (unit === undefined) return null;
  return units?.find(({ id }) => id === unit)?.name ?? unit;
}

export function PeriodFields() {
  const { t } = useWords();
  const { session, state } = usePlanning();
  const change = useFilterChange();
  const { from, to } = state.filter;
  const asOf = useShownRisk(state.riskRun).data?.asOf ?? session.today;
  const isReversed = from !== undefined && to !== undefined && from > to;
  return (
    <Stack gap="sm">
      <Group gap={6} role="group" aria-label={t('filter.period')}>
        {presets.map(({ months, label }) => {
          const period = periodUpTo(asOf, months);
          const isChosen = period.from === from && period.to === to;
          return (
            <Button
              key={months}
              size="sm"
              variant={isChosen ? 'filled' : 'default'}
              aria-pressed={isChosen}
              onClick={() => change(period)}
            >
              {t(`filter.${label}`)}
            </Button>
          );
        })}
        <Button
          size="sm"
          variant={from === undefined && to === undefined ? 'filled' : 'default'}
          aria-pressed={from === undefined && to === undefined}
          onClick={() => change({ from: undefined, to: undefined })}
        >
          {t('filter.wholePeriod')}
        </Button>
      </Group>
      <Group gap="sm" grow align="flex-start">
        <DayField label={t('filter.from')} value={from} onChange={(day) => change({ from: day })} />
        <DayField
          label={t('filter.to')}
          value={to}
          onChange={(day) => change({ to: day })}
          error={isReversed ? t('filter.reversed') : undefined}
        />
      </Group>
      <Text size="xs" c="dimmed">
        {t('filter.presetNote', { day: formatDay(asOf) })}
      </Text>
    </Stack>
  );
}

type DayFieldProps = {
  label: string;
  description?: string;
  value: string | undefined;
  onChange(day: string | undefined): void;
  error?: string | undefined;
  /** A dialog scrolls and would cut the calendar off: it then lies over the page. */
  isInDialog?: boolean;
};

/** A day typed as 21/11/2026 or picked from a calendar. */
export function DayField({ label, description, value, onChange, error, isInDialog = false }: DayFieldProps) {
  const { t, language } = useWords();
  return (
    <DateInput
      label={label}
      description={description}
      value={value ?? null}
      onChange={(day) => onChange(day ?? undefined)}
      locale={language}
      firstDayOfWeek={1}
      valueFormat="DD/MM/YYYY"
      placeholder="21/11/2026"
      error={error}
      clearable={false}
      hideOutsideDates
      popoverProps={{ withinPortal: isInDialog, position: 'bottom-start', zIndex: 500 }}
      classNames={{ day: styles.day ?? '', weekday: styles.weekday ?? '' }}
      ariaLabels={{
        previousMonth: t('filter.monthBefore'),
        nextMonth: t('filter.monthAfter'),
        previousYear: t('filter.yearBefore'),
        nextYear: t('filter.yearAfter'),
        previousDecade: t('filter.decadeBefore'),
        nextDecade: t('filter.decadeAfter'),
        monthLevelControl: t('filter.chooseMonth'),
        yearLevelControl: t('filter.chooseYear'),
      }}
    />
  );
}

type CodeFieldsProps<Code extends string> = {
  label: string;
  codes: readonly Code[];
  chosen: readonly Code[] | undefined;
  name(code: Code): string;
  onChange(codes: Code[] | undefined): void;
};

/** Check boxes for a closed list; none checked and all checked both mean no filter. */
export function CodeFields<Code extends string>({
  label,
  codes,
  chosen,
  name,
  onChange,
}: CodeFieldsProps<Code>) {
  return (
    <Checkbox.Group
      aria-label={label}
      value={[...(chosen ?? [])]}
      onChange={(values) => {
        const next = codes.filter((code) => values.includes(code));
        onChange(next.length === 0 || next.length === codes.length ? undefined : next);
      }}
    >
      <Stack gap={4}>
        {codes.map((code) => (
          <Checkbox key={code} value={code} label={name(code)} className={styles.check ?? ''} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

export function UnitField({ label, isCompact = false }: { label: string; isCompact?: boolean }) {
  const { t } = useWords();
  const { state } = usePlanning();
  const change = useFilterChange();
  const units = useUnits();
  const data = (units.data?.units ?? [])
    .filter((unit) => unit.kind === 'commune')
    .map((unit) => ({ value: unit.id, label: unit.name }))
    .sort((one, other) => nameOrder(one.label, other.label));
  return (
    <Select
      {...(isCompact ? { 'aria-label': label, size: 'sm' } : { label })}
      className={isCompact ? (styles.unit ?? '') : ''}
      placeholder={isCompact ? label : t('filter.anyUnit')}
      data={data}
      value={state.filter.unit ?? null}
      onChange={(unit) => change({ unit: unit ?? undefined })}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clear') }}
      nothingFoundMessage={t('filter.noUnit')}
      maxDropdownHeight={320}
    />
  );
}
