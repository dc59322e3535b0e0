// The next steps of a model as buttons; recognising and withdrawing ask for what the register needs.
import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GateModel } from '../../../contract/gate-model.ts';
import { useModelAct } from '../../pilot-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import pageStyles from './pilots.module.css';
import styles from './register.module.css';

type Props = {
  model: GateModel;
  /** Items without an answer. */
  open: number;
  /** Answers are changed and not saved. */
  isUnsaved: boolean;
  today: string;
};

export function ModelSteps({ model, open, isUnsaved, today }: Props) {
  const { t } = useWords();
  const act = useModelAct();
  const [asked, ask] = useState<'recognised' | 'withdrawn' | null>(null);
  const [number, setNumber] = useState('');
  const [day, setDay] = useState(today);
  const [note, setNote] = useState('');
  const { id, state, revision: baseRevision } = model;
  const isRecognised = state === 'recognised' || state === 'lapsed';
  const advance = (step: {
    to: 'assessed' | 'recognised' | 'withdrawn';
    documentNumber?: string;
    documentOn?: string;
    note?: string;
  }): void => {
    act.mutate({ kind: 'step', id, step: { ...step, baseRevision } }, { onSuccess: () => ask(null) });
  };
  return (
    <div className={styles.stepArea}>
      <Group gap="xs">
        {state === 'proposed' || isRecognised ? (
          <Button
            variant={state === 'recognised' ? 'default' : 'filled'}
            disabled={open > 0 || isUnsaved}
            loading={act.isPending && asked === null}
            onClick={() => advance({ to: 'assessed' })}
          >
            {t(isRecognised ? 'pilot.register.again' : 'pilot.register.assess')}
          </Button>
        ) : null}
        {state === 'assessed' ? (
          <Button
            disabled={isUnsaved}
            aria-expanded={asked === 'recognised'}
            onClick={() => ask('recognised')}
          >
            {t('pilot.register.recognise')}
          </Button>
        ) : null}
        <Button
          variant="default"
          disabled={isUnsaved}
          aria-expanded={asked === 'withdrawn'}
          onClick={() => ask(asked === 'withdrawn' ? null : 'withdrawn')}
        >
          {t('pilot.register.withdraw')}
        </Button>
      </Group>
      {isUnsaved ? (
        <p className={pageStyles.soft}>{t('pilot.register.unsaved')}</p>
      ) : state === 'proposed' && open > 0 ? (
        <p className={pageStyles.soft}>{t('pilot.register.unanswered', { count: open })}</p>
      ) : null}
      {asked === null ? null : (
        <form
          className={styles.stepForm}
          onSubmit={(event) => {
            event.preventDefault();
            if (asked === 'withdrawn') advance({ to: 'withdrawn', note: note.trim() });
            else advance({ to: 'recognised', documentNumber: number.trim(), documentOn: day });
          }}
        >
          {asked === 'withdrawn' ? (
            <Textarea
              label={t('pilot.register.note')}
              required
              maxLength={500}
              autosize
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
            loading={act.isPending}
            disabled={asked === 'withdrawn' ? note.trim() === '' : number.trim() === '' || day === ''}
          >
            {t('pilot.register.confirm')}
          </Button>
          <Button variant="subtle" onClick={() => ask(null)}>
            {t('common.cancel')}
          </Button>
        </form>
      )}
      {act.isError ? <ProblemAlert title={t('pilot.failed')} problem={act.error} /> : null}
    </div>
  );
}
