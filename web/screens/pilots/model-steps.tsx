// The next steps of a model as buttons, for who may take them; recognising and withdrawing ask for what the register needs.
import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { GateModel } from '../../../contract/gate-model.ts';
import { useModelAct } from '../../pilot-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { may } from './may.ts';
import pageStyles from './pilots.module.css';
import styles from './register.module.css';

type Props = {
  session: Session;
  model: GateModel;
  /** Items without an answer. */
  open: number;
  /** Answers are changed and not saved. */
  isUnsaved: boolean;
};

export function ModelSteps({ session, model, open, isUnsaved }: Props) {
  const { t } = useWords();
  const act = useModelAct();
  const [asked, ask] = useState<'recognised' | 'withdrawn' | null>(null);
  const { id, state, revision: baseRevision } = model;
  const isRecognised = state === 'recognised' || state === 'lapsed';
  const mayRecord = may(session, 'record');
  const mayRecognise = may(session, 'recognise');
  const mayWithdraw = isRecognised ? mayRecognise : mayRecord;
  const advance = (step: StepTaken): void => {
    act.mutate({ kind: 'step', id, step: { ...step, baseRevision } }, { onSuccess: () => ask(null) });
  };
  return (
    <div className={styles.stepArea}>
      <Group gap="xs">
        {mayRecord && (state === 'proposed' || isRecognised) ? (
          <Button
            variant={state === 'recognised' ? 'default' : 'filled'}
            disabled={open > 0 || isUnsaved}
            loading={act.isPending && asked === null}
            onClick={() => advance({ to: 'assessed' })}
          >
            {t(isRecognised ? 'pilot.register.again' : 'pilot.register.assess')}
          </Button>
        ) : null}
        {mayRecognise && state === 'assessed' ? (
          <Button
            disabled={isUnsaved}
            aria-expanded={asked === 'recognised'}
            onClick={() => ask(asked === 'recognised' ? null : 'recognised')}
          >
            {t('pilot.register.recognise')}
          </Button>
        ) : null}
        {mayWithdraw ? (
          <Button
            variant="default"
            disabled={isUnsaved}
            aria-expanded={asked === 'withdrawn'}
            onClick={() => ask(asked === 'withdrawn' ? null : 'withdrawn')}
          >
            {t('pilot.register.withdraw')}
          </Button>
        ) : null}
      </Group>
      {isUnsaved ? (
        <p className={pageStyles.soft}>{t('pilot.register.unsaved')}</p>
      ) : mayRecord && state === 'proposed' && open > 0 ? (
        <p className={pageStyles.soft}>{t('pilot.register.unanswered', { count: open })}</p>
      ) : state === 'assessed' && !mayRecognise ? (
        <p className={pageStyles.soft}>{t('pilot.register.waitsForLeader')}</p>
      ) : state === 'proposed' && !mayRecord ? (
        <p className={pageStyles.soft}>{t('pilot.register.waitsForChecklist')}</p>
      ) : null}
      {asked === null ? null : (
        <StepForm
          asked={asked}
          today={session.today}
          isPending={act.isPending}
          onTake={advance}
          onCancel={() => ask(null)}
        />
      )}
      {act.isError ? <ProblemAlert title={t('pilot.failed')} problem={act.error} /> : null}
    </div>
  );
}

type StepTaken = {
  to: 'assessed' | 'recognised' | 'withdrawn';
  documentNumber?: string;
  documentOn?: string;
  note?: string;
};

type FormProps = {
  asked: 'recognised' | 'withdrawn';
  today: string;
  isPending: boolean;
  onTake(step: StepTaken): void;
  onCancel(): void;
};

/** The document of a recognition, or the reason of a withdrawal. */
function StepForm({ asked, today, isPending, onTake, onCancel }: FormProps) {
  const { t } = useWords();
  const [number, setNumber] = useState('');
  const [day, setDay] = useState(today);
  const [note, setNote] = useState('');
  return (
    <form
      className={styles.stepForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (asked === 'withdrawn') onTake({ to: 'withdrawn', note: note.trim() });
        else onTake({ to: 'recognised', documentNumber: number.trim(), documentOn: day });
      }}
    >
      {asked === 'withdrawn' ? (
        <Textarea
          label={t('pilot.register.note')}
          required
          maxLength={500}
          rows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      ) : (
        <>
          <TextInput
            label={t('pilot.register.documentNumber')}
            required
            maxLength={100}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('pilot.register.documentOn')}
            required
            max={today}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </>
      )}
      <Button
        type="submit"
        loading={isPending}
        disabled={asked === 'withdrawn' ? note.trim() === '' : number.trim() === '' || day === ''}
      >
        {t('pilot.register.confirm')}
      </Button>
      <Button variant="subtle" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </form>
  );
}
