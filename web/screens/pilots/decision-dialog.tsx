// The act of choosing: the reason, and what will be sealed, before it is.
import { Button, Modal, Stack, Textarea } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { PilotCandidate, PilotDecision, SetRule } from '../../../contract/pilot.ts';
import type { Run } from '../../../contract/run.ts';
import { formatFingerprint } from '../../format.ts';
import { newId } from '../../new-id.ts';
import { useDecidePilot } from '../../pilot-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { FactList } from '../fact-list.tsx';
import pageStyles from './pilots.module.css';
import styles from './sealed.module.css';

type Props = {
  session: Session;
  run: Run;
  /** Who chooses. */
  unit: { id: string; name: string };
  candidate: PilotCandidate;
  /** How many schools the sealed table has. */
  schools: number;
  year: number;
  /** Rules that the suggested set would keep less well with this school. */
  broken: readonly SetRule[];
  /** The decision that this one would supersede. */
  standing: PilotDecision | undefined;
  onClose(): void;
};

export function DecisionDialog({
  session,
  run,
  unit,
  candidate,
  schools,
  year,
  broken,
  standing,
  onClose,
}: Props) {
  const words = useWords();
  const { t } = words;
  const decide = useDecidePilot();
  const [reason, setReason] = useState('');
  // Sent again after a lost answer it is the same decision.
  const [id] = useState(newId);
  const isNeeded = candidate.place !== 1 || standing !== undefined;
  const { level, schoolId } = candidate;
  const submit = (): void => {
    decide.mutate(
      {
        id,
        runId: run.id,
        unitId: unit.id,
        level,
        year,
        schoolId,
        reason: reason.trim(),
        supersedes: standing?.id,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('pilot.decide.title', { school: candidate.schoolName })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <p className={styles.plain}>
            {t('pilot.decide.sub', { unit: unit.name, level: t(`level.${level}`), year })}
          </p>
          {broken.length === 0 ? null : (
            <p className={pageStyles.warning}>
              {t('pilot.decide.broken', {
                rules: broken.map((rule) => t(`pilot.set.rule.${rule}`)).join('; '),
              })}
            </p>
          )}
          <Textarea
            label={t('pilot.decide.reason')}
            description={t(
              standing !== undefined
                ? 'pilot.decide.reasonReplace'
                : isNeeded
                  ? 'pilot.decide.reasonNeeded'
                  : 'pilot.decide.reasonFree',
            )}
            required={isNeeded}
            rows={3}
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <section className={styles.preview} aria-labelledby="seal-title">
            <h3 id="seal-title">
              <IconLock size={18} aria-hidden /> {t('pilot.decide.sealTitle')}
            </h3>
            <FactList
              facts={[
                { name: t('pilot.decide.what'), value: t('pilot.decide.whatText', { count: schools }) },
                { name: t('pilot.decide.run'), value: <code>{run.id}</code> },
                run.dataFingerprint === null
                  ? null
                  : {
                      name: t('pilot.decide.fingerprint'),
                      value: <code>{formatFingerprint(run.dataFingerprint)}…</code>,
                    },
                {
                  name: t('pilot.decide.who'),
                  value: `${session.account.displayName} – ${session.grants[0]?.unitName ?? ''}`,
                },
                { name: t('pilot.decide.when'), value: t('pilot.decide.whenText') },
                { name: t('pilot.decide.hash'), value: t('pilot.decide.hashText') },
              ]}
            />
            <p>{t('pilot.decide.study')}</p>
          </section>
          {decide.isError ? <ProblemAlert title={t('pilot.failed')} problem={decide.error} /> : null}
          <Button
            type="submit"
            leftSection={<IconLock size={18} aria-hidden />}
            loading={decide.isPending}
            disabled={isNeeded && reason.trim() === ''}
          >
            {t('pilot.decide.submit')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
