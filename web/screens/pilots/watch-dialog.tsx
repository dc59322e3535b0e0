// The form of one watch: the day and a few plain numbers.
import { Button, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PilotStudy } from '../../../contract/evaluation.ts';
import { newId } from '../../new-id.ts';
import { usePutWatch } from '../../pilot-queries.ts';
import { useWords, type Words } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import styles from './pilots.module.css';
import {
  draftOfValue,
  valueOfDraft,
  type WatchDraft,
  type WatchField,
  type WatchPlace,
  watchFields,
  watchOf,
} from './watch-values.ts';

type Props = { study: PilotStudy; place: WatchPlace; today: string; onClose(): void };

export function WatchDialog({ study, place, today, onClose }: Props) {
  const words = useWords();
  const { t } = words;
  const put = usePutWatch();
  const { schoolId, schoolName, measure, period } = place;
  // As it was when the form opened: a newer one is not overwritten by an answer to the old.
  const [stored] = useState(() => watchOf(study.watches, place));
  const [id] = useState(() => stored?.id ?? newId());
  const [day, setDay] = useState(stored?.observedOn ?? today);
  const [draft, setDraft] = useState<WatchDraft>(stored === undefined ? {} : draftOfValue(stored.value));
  const [isTried, setTried] = useState(false);
  const value = valueOfDraft(measure, draft);
  const save = (): void => {
    setTried(true);
    if (value === null || day === '') return;
    put.mutate(
      {
        id,
        decisionId: study.decision.id,
        schoolId,
        period,
        observedOn: day,
        value,
        baseRevision: stored?.revision,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('pilot.study.watch.title', {
        measure: t(`pilot.study.measure.${measure}`),
        period: t(`pilot.study.period.${period}`),
      })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          <p className={styles.soft}>
            <b>{schoolName}</b>
            <br />
            {t(`pilot.study.how.${measure}`)} {t('pilot.study.protocol')}
          </p>
          <TextInput
            type="date"
            label={t('pilot.study.watch.observedOn')}
            required
            max={today}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          {watchFields[measure].map((field) => (
            <NumberInput
              key={field}
              label={fieldLabel(measure, field, words)}
              required={field !== 'p85'}
              min={0}
              allowNegative={false}
              allowDecimal={field === 'mean' || field === 'sd' || field === 'p85'}
              decimalSeparator={words.language === 'vi' ? ',' : '.'}
              hideControls
              inputMode="decimal"
              value={draft[field] ?? ''}
              onChange={(next) => setDraft({ ...draft, [field]: next })}
            />
          ))}
          {isTried && (value === null || day === '') ? (
            <p role="alert" className={styles.alarm}>
              {t('pilot.study.watch.invalid')}
            </p>
          ) : null}
          {put.isError ? (
            <ProblemAlert
              title={put.error.key === 'stale-revision' ? t('pilot.study.watch.stale') : t('pilot.failed')}
              problem={put.error}
            />
          ) : null}
          <Button type="submit" loading={put.isPending}>
            {t('pilot.study.watch.save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

/** The same field asks for vehicles, days or people, by what is watched. */
function fieldLabel(measure: WatchPlace['measure'], field: WatchField, { t }: Words): string {
  const unit = measure === 'speed' ? 'km/h' : t('pilot.study.unit.queue');
  switch (field) {
    case 'mean':
    case 'sd':
      return `${t(`pilot.study.watch.${field}`)} (${unit})`;
    case 'p85':
      return `${t('pilot.study.watch.p85')} (${unit})`;
    case 'events':
    case 'minutes':
      return t(`pilot.study.watch.${field}`);
    case 'yes':
      return t(measure === 'helmet' ? 'pilot.study.watch.helmeted' : 'pilot.study.watch.onCrossing');
    case 'n':
      if (measure === 'speed') return t('pilot.study.watch.vehicles');
      if (measure === 'queue') return t('pilot.study.watch.days');
      return t(measure === 'helmet' ? 'pilot.study.watch.pupils' : 'pilot.study.watch.crossing');
  }
}
