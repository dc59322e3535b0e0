// Starting a plan: which school, which gate, what to begin from, what it is called. The drawing begins at once.
import { Button, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { newId } from '../../new-id.ts';
import { usePlans } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { GatePicker, gateNameOf, type PickedGate } from './gate-picker.tsx';
import { type Beginning, useBeginPlan } from './use-begin-plan.ts';

type Props = { isOpen: boolean; firstSchool?: string | null; onClose(): void };

export function NewPlanDialog({ isOpen, firstSchool = null, onClose }: Props) {
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('plan.create.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <NewPlanForm firstSchool={firstSchool} />
    </Modal>
  );
}

function NewPlanForm({ firstSchool }: { firstSchool: string | null }) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const begin = useBeginPlan();
  const plans = usePlans(null).data?.plans ?? [];
  const [id] = useState(newId);
  const [schoolId, setSchoolId] = useState(firstSchool);
  const [picked, setPicked] = useState<PickedGate | null>(null);
  const [from, setFrom] = useState<Beginning>('typical');
  const [typedName, setTypedName] = useState<string | null>(null);
  const number = plans.filter((plan) => plan.schoolId === picked?.school.id).length + 1;
  const gate = picked?.school.gates.find((each) => each.id === picked.gateId);
  const proposed =
    picked === null ? '' : t('plan.create.nameDefault', { number, gate: gateNameOf(gate, words) });
  const name = typedName ?? proposed;
  // A copy turns from gate to gate, so it needs one to turn to.
  const copied = gate === undefined ? [] : plans.filter(({ elementCount }) => elementCount > 0);

  const start = (): void => {
    if (picked === null) return;
    begin.mutate(
      { id, from, name: name.trim(), school: picked.school, gateId: picked.gateId },
      { onSuccess: () => void navigate({ to: '/quy-hoach/$id', params: { id } }) },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Stack gap="sm">
        <GatePicker
          schoolId={schoolId}
          onSchool={(next) => {
            setSchoolId(next);
            setPicked(null);
          }}
          onPicked={setPicked}
        />
        {picked === null ? null : (
          <>
            <Select
              label={t('plan.create.from')}
              description={from === 'typical' ? t('plan.create.fromTypicalHint') : null}
              allowDeselect={false}
              searchable={copied.length > 5}
              value={from}
              data={[
                { value: 'typical', label: t('plan.create.fromTypical') },
                { value: 'blank', label: t('plan.create.fromBlank') },
                {
                  group: t('plan.create.fromPlan'),
                  items: copied.map((plan) => ({
                    value: plan.id,
                    label: `${plan.schoolName}: ${plan.name} (${t('plan.list.count', { count: plan.elementCount })})`,
                  })),
                },
              ]}
              onChange={(value) => value !== null && setFrom(value)}
            />
            <TextInput
              label={t('plan.create.name')}
              maxLength={120}
              value={name}
              onChange={(event) => setTypedName(event.currentTarget.value)}
            />
          </>
        )}
        {begin.isError ? <ProblemAlert title={t('plan.failed')} problem={begin.error} /> : null}
        <Button type="submit" disabled={picked === null || name.trim() === ''} loading={begin.isPending}>
          {t('plan.create.submit')}
        </Button>
      </Stack>
    </form>
  );
}
