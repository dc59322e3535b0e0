// Copying a plan to another gate: the elements move from gate to gate and turn with the road.
import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { PlanSummary } from '../../../contract/plan.ts';
import { newId } from '../../new-id.ts';
import { usePlanAct } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { GatePicker, type PickedGate } from './gate-picker.tsx';

type Props = { plan: Pick<PlanSummary, 'id' | 'schoolId' | 'gateId' | 'name'>; onClose(): void };

export function CloneDialog({ plan, onClose }: Props) {
  const { t } = useWords();
  const navigate = useNavigate();
  const act = usePlanAct();
  const [schoolId, setSchoolId] = useState<string | null>(plan.schoolId);
  const [picked, setPicked] = useState<PickedGate | null>(null);
  const [name, setName] = useState(plan.name);
  // Sent again after a lost answer it is the same copy.
  const [copyId] = useState(newId);
  const gateId = picked?.gateId ?? null;
  const copy = (): void => {
    if (gateId === null) return;
    act.mutate(
      { kind: 'clone', id: plan.id, newId: copyId, gateId, name: name.trim() },
      { onSuccess: () => void navigate({ to: '/quy-hoach/$id', params: { id: copyId } }) },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('plan.clone.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="sm">
        <p>{t('plan.clone.text')}</p>
        <GatePicker
          schoolId={schoolId}
          exceptGate={plan.gateId}
          onSchool={(id) => {
            setSchoolId(id);
            setPicked(null);
          }}
          onPicked={setPicked}
        />
        <TextInput
          label={t('plan.create.name')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {act.isError ? <ProblemAlert title={t('plan.failed')} problem={act.error} /> : null}
        <Button disabled={gateId === null || name.trim() === ''} loading={act.isPending} onClick={copy}>
          {t('plan.clone.submit')}
        </Button>
      </Stack>
    </Modal>
  );
}
