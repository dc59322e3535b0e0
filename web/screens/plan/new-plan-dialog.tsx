// Starting a plan: which school, which gate, what it is called. The drawing begins at once.
import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { PlanContent } from '../../../contract/plan.ts';
import { newId } from '../../new-id.ts';
import { usePlans, usePutPlan } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { GatePicker, gateNameOf, type PickedGate } from './gate-picker.tsx';

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
  const put = usePutPlan();
  const plans = usePlans(null).data?.plans ?? [];
  const [schoolId, setSchoolId] = useState(firstSchool);
  const [picked, setPicked] = useState<PickedGate | null>(null);
  const [typedName, setTypedName] = useState<string | null>(null);
  const number = plans.filter((plan) => plan.schoolId === picked?.school.id).length + 1;
  const gate = picked?.school.gates.find(({ id }) => id === picked.gateId);
  const proposed =
    picked === null ? '' : t('plan.create.nameDefault', { number, gate: gateNameOf(gate, words) });
  const name = typedName ?? proposed;

  const start = (): void => {
    if (picked === null) return;
    const id = newId();
    const content = PlanContent.parse({
      schoolId: picked.school.id,
      gateId: picked.gateId,
      name,
      elements: [],
    });
    put.mutate(
      { id, content, baseRevision: undefined },
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
          onSchool={(id) => {
            setSchoolId(id);
            setPicked(null);
          }}
          onPicked={setPicked}
        />
        {picked === null ? null : (
          <TextInput
            label={t('plan.create.name')}
            maxLength={120}
            value={name}
            onChange={(event) => setTypedName(event.currentTarget.value)}
          />
        )}
        {put.isError ? <ProblemAlert title={t('plan.failed')} problem={put.error} /> : null}
        <Button type="submit" disabled={picked === null || name.trim() === ''} loading={put.isPending}>
          {t('plan.create.submit')}
        </Button>
      </Stack>
    </form>
  );
}
