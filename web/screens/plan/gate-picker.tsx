// A school by its name and one of its gates.
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { School } from '../../../contract/facts.ts';
import { useSchool, useSchoolList } from '../../queries.ts';
import { useWords, type Words } from '../../text/words.ts';

export type PickedGate = { school: School; gateId: string | null };

/** The words for a gate: its own name, else its kind. */
export function gateNameOf(gate: School['gates'][number] | undefined, { t }: Words): string {
  if (gate === undefined) return t('plan.create.schoolItself');
  return gate.name ?? t(`gateKind.${gate.kind}`);
}

type Props = {
  schoolId: string | null;
  /** A gate that is not offered: the one to copy from. */
  exceptGate?: string | null;
  onSchool(id: string | null): void;
  onPicked(picked: PickedGate | null): void;
};

/** `onPicked` gets a school's first gate as soon as the school is known; null while nothing is chosen. */
export function GatePicker({ schoolId, exceptGate = null, onSchool, onPicked }: Props) {
  const [typed, setTyped] = useState('');
  // What is chosen stays among the options while others are searched for.
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const words = useWords();
  const { t } = words;
  const [search] = useDebouncedValue(typed.trim(), 250);
  const list = useSchoolList({ search: search === '' ? undefined : search }, true);
  const found = (list.data?.pages ?? []).flatMap((page) =>
    page.schools.map(({ id, name, unitName }) => ({ value: id, label: `${name} – ${unitName}` })),
  );
  const options =
    chosen === null || found.some(({ value }) => value === chosen.value) ? found : [chosen, ...found];
  return (
    <>
      <Select
        label={t('plan.create.school')}
        placeholder={t('plan.create.schoolHint')}
        searchable
        value={schoolId}
        data={options}
        filter={({ options: all }) => all}
        nothingFoundMessage={list.isPending ? t('common.loading') : t('plan.create.schoolNone')}
        onSearchChange={(value) => setTyped(options.some(({ label }) => label === value) ? '' : value)}
        onChange={(id) => {
          setChosen(options.find(({ value }) => value === id) ?? null);
          onSchool(id);
        }}
        // A school that is given is seldom changed, and its open list would cover the gates.
        data-autofocus={schoolId === null ? true : undefined}
      />
      {schoolId === null ? null : (
        <GateSelect key={schoolId} schoolId={schoolId} exceptGate={exceptGate} onPicked={onPicked} />
      )}
    </>
  );
}

type GateSelectProps = Pick<Props, 'onPicked'> & { schoolId: string; exceptGate: string | null };

function GateSelect({ schoolId, exceptGate, onPicked }: GateSelectProps) {
  const words = useWords();
  const { t } = words;
  const school = useSchool(schoolId).data;
  const [chosen, setChosen] = useState<string | null>(null);
  const gates = school?.gates.filter(({ id }) => id !== exceptGate) ?? [];
  const gateId = chosen ?? gates[0]?.id ?? null;
  useEffect(() => {
    onPicked(school === undefined ? null : { school, gateId });
  }, [school, gateId, onPicked]);
  if (school === undefined) return null;
  if (gates.length === 0)
    return <p>{t(school.gates.length === 0 ? 'plan.create.gateNone' : 'plan.clone.gateNone')}</p>;
  return (
    <Select
      label={t('plan.create.gate')}
      allowDeselect={false}
      value={gateId}
      data={gates.map((gate) => ({ value: gate.id, label: gateNameOf(gate, words) }))}
      onChange={setChosen}
    />
  );
}
