// A legal rule typed in by a planner: clauses, window of time, lengths, and which accidents it is about.
import { MultiSelect, NumberInput, Select, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { AgeBand, VictimMode } from '../../../contract/codes.ts';
import { LegalRuleValue } from '../../../contract/run-parameters.ts';
import { useWords } from '../../text/words.ts';
import styles from './run-form.module.css';

/** What stands in the fields; an empty threshold switches its clause off. */
type Draft = Omit<LegalRuleValue, 'fatalWithTotal'> & { fatal: number | null; total: number | null };

type Props = { start: LegalRuleValue; onChange(rule: unknown): void };

/** `start` is the rule that the fields begin with. Tells every change, also one that is not yet a rule. */
export function RuleFields({ start, onChange }: Props) {
  const { t } = useWords();
  const [draft, setDraft] = useState<Draft>(() => draftOf(start));
  const set = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    onChange(ruleOf(next));
  };
  const isRule = LegalRuleValue.safeParse(ruleOf(draft)).success;
  const number = (
    name: 'fatalAtLeast' | 'fatal' | 'total' | 'injuryTotalAtLeast' | RequiredNumber,
    suffix = '',
  ) => (
    <NumberInput
      label={t(`ruleField.${name}`)}
      value={draft[name] ?? ''}
      min={1}
      allowDecimal={false}
      suffix={suffix}
      placeholder={t('ruleField.off')}
      onChange={(value) => {
        if (value !== '') set({ [name]: Number(value) });
        else if (!isRequired(name)) set({ [name]: null });
      }}
    />
  );
  return (
    <fieldset className={`${styles.fields} ${styles.wide} ${styles.rule}`}>
      <legend>{t('ruleField.title')}</legend>
      <Text size="sm" c="dimmed" className={styles.wide ?? ''}>
        {t('ruleField.help')}
      </Text>
      {number('fatalAtLeast')}
      {number('injuryTotalAtLeast')}
      {number('fatal')}
      {number('total')}
      {number('months')}
      <Select
        label={t('ruleField.search')}
        data={(['roads', 'circle'] as const).map((value) => ({ value, label: t(`ruleField.${value}`) }))}
        value={draft.search}
        allowDeselect={false}
        comboboxProps={{ zIndex: 500 }}
        onChange={(value) => set({ search: value === 'circle' ? 'circle' : 'roads' })}
      />
      {number('lengthMetresBuiltUp', ' m')}
      {number('lengthMetresElsewhere', ' m')}
      {draft.search === 'circle' ? null : (
        <>
          {number('junctionRadiusMetresBuiltUp', ' m')}
          {number('junctionRadiusMetresElsewhere', ' m')}
        </>
      )}
      <MultiSelect
        label={t('ruleField.victimMode')}
        placeholder={draft.filter.victimMode === undefined ? t('run.allAccidents') : ''}
        data={VictimMode.options.map((value) => ({ value, label: t(`victimMode.${value}`) }))}
        value={draft.filter.victimMode ?? []}
        comboboxProps={{ zIndex: 500 }}
        onChange={(values) => {
          const { victimMode: _, ...others } = draft.filter;
          const chosen = VictimMode.options.filter((mode) => values.includes(mode));
          set({ filter: chosen.length === 0 ? others : { ...others, victimMode: chosen } });
        }}
      />
      <MultiSelect
        label={t('ruleField.victimAgeBand')}
        placeholder={draft.filter.victimAgeBand === undefined ? t('run.allAccidents') : ''}
        data={AgeBand.options.map((value) => ({ value, label: t(`ageBand.${value}`) }))}
        value={draft.filter.victimAgeBand ?? []}
        comboboxProps={{ zIndex: 500 }}
        onChange={(values) => {
          const { victimAgeBand: _, ...others } = draft.filter;
          const chosen = AgeBand.options.filter((band) => values.includes(band));
          set({ filter: chosen.length === 0 ? others : { ...others, victimAgeBand: chosen } });
        }}
      />
      <Switch
        className={styles.wide ?? ''}
        label={t('ruleField.includePropertyOnly')}
        checked={draft.includePropertyOnly}
        onChange={(event) => set({ includePropertyOnly: event.currentTarget.checked })}
      />
      {isRule ? null : (
        <Text size="sm" c="red.9" role="alert" className={styles.wide ?? ''}>
          {t('ruleField.incomplete')}
        </Text>
      )}
    </fieldset>
  );
}

const requiredNumbers = [
  'months',
  'lengthMetresBuiltUp',
  'lengthMetresElsewhere',
  'junctionRadiusMetresBuiltUp',
  'junctionRadiusMetresElsewhere',
] as const;
type RequiredNumber = (typeof requiredNumbers)[number];

function isRequired(name: string): boolean {
  return requiredNumbers.some((each) => each === name);
}

function draftOf({ fatalWithTotal, ...rest }: LegalRuleValue): Draft {
  return { ...rest, fatal: fatalWithTotal?.fatal ?? null, total: fatalWithTotal?.total ?? null };
}

/** The rule that a draft stands for; half a clause is no rule. */
function ruleOf({ fatal, total, ...rest }: Draft): unknown {
  return { ...rest, fatalWithTotal: fatal === null && total === null ? null : { fatal, total } };
}
