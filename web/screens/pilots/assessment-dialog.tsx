// What is known of a school as a pilot besides its risk: three answers that the next run reads.
import { Button, Modal, Radio, Skeleton, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Commitment, type PilotAssessment, type PilotCandidate } from '../../../contract/pilot.ts';
import { usePilotAssessment, usePutAssessment } from '../../pilot-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { Failure } from '../states.tsx';
import styles from './pilots.module.css';

type Props = { candidate: Pick<PilotCandidate, 'schoolId' | 'schoolName'>; onClose(): void };

export function AssessmentDialog({ candidate, onClose }: Props) {
  const { t } = useWords();
  const stored = usePilotAssessment(candidate.schoolId);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('pilot.assess.title', { school: candidate.schoolName })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {stored.isPending ? (
        <Skeleton height={260} />
      ) : stored.isError ? (
        <Failure problem={stored.error} onRetry={() => void stored.refetch()} />
      ) : (
        <AssessmentForm key={stored.data.revision} stored={stored.data} onSaved={onClose} />
      )}
    </Modal>
  );
}

function AssessmentForm({ stored, onSaved }: { stored: PilotAssessment; onSaved(): void }) {
  const { t } = useWords();
  const put = usePutAssessment();
  const [answers, setAnswers] = useState(stored);
  const save = (): void => {
    put.mutate(
      { ...answers, note: answers.note.trim() },
      {
        onSuccess: () => {
          notifications.show({ message: t('pilot.assess.saved') });
          onSaved();
        },
      },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="md">
        <p className={styles.soft}>{t('pilot.assess.text')}</p>
        <YesNo
          label={t('pilot.assess.waiting')}
          value={answers.hasWaitingSpace}
          onChange={(hasWaitingSpace) => setAnswers({ ...answers, hasWaitingSpace })}
        />
        <Choice
          label={t('pilot.assess.commitment')}
          value={answers.commitment ?? 'unknown'}
          options={[
            ...Commitment.options.map((each) => [each, t(`pilot.assess.${each}`)] as const),
            ['unknown', t('pilot.assess.unknown')],
          ]}
          onChange={(value) =>
            setAnswers({ ...answers, commitment: Commitment.safeParse(value).data ?? null })
          }
        />
        <YesNo
          label={t('pilot.assess.clearance')}
          value={answers.needsLandClearance}
          onChange={(needsLandClearance) => setAnswers({ ...answers, needsLandClearance })}
        />
        <Textarea
          label={t('common.note')}
          maxLength={500}
          rows={2}
          value={answers.note}
          onChange={(event) => setAnswers({ ...answers, note: event.currentTarget.value })}
        />
        {put.isError ? <ProblemAlert title={t('pilot.failed')} problem={put.error} /> : null}
        <Button type="submit" loading={put.isPending}>
          {t('pilot.assess.save')}
        </Button>
      </Stack>
    </form>
  );
}

type YesNoProps = { label: string; value: boolean | null; onChange(value: boolean | null): void };

function YesNo({ label, value, onChange }: YesNoProps) {
  const { t } = useWords();
  return (
    <Choice
      label={label}
      value={value === null ? 'unknown' : value ? 'yes' : 'no'}
      options={(['yes', 'no', 'unknown'] as const).map((each) => [each, t(`pilot.assess.${each}`)])}
      onChange={(next) => onChange(next === 'unknown' ? null : next === 'yes')}
    />
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange(value: string): void;
};

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Radio.Group label={label} value={value} onChange={onChange}>
      <Stack gap={6} mt={4}>
        {options.map(([code, text]) => (
          <Radio key={code} value={code} label={text} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
