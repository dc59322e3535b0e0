// The register of gate models: every school's state from proposal to recognition, with its checklist and what is due.
import { Button, Modal, SegmentedControl, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import { GateModelState } from '../../../contract/gate-model.ts';
import { newId } from '../../new-id.ts';
import { useGateModels, useModelAct } from '../../pilot-queries.ts';
import { useSchoolList } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { PageFrame } from '../page-frame.tsx';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import { may } from './may.ts';
import { ModelCard } from './model-card.tsx';
import pageStyles from './pilots.module.css';
import styles from './register.module.css';

export function GateModelScreen({ session }: { session: Session }) {
  const { t } = useWords();
  const [isProposing, setProposing] = useState(false);
  return (
    <PageFrame session={session}>
      <div className={pageStyles.head}>
        <div>
          <p className={pageStyles.trail}>
            <Link to="/truong-diem" search={{}}>
              {t('pilot.register.back')}
            </Link>
          </p>
          <h1>{t('pilot.register.title')}</h1>
          <p className={pageStyles.soft}>{t('pilot.register.intro')}</p>
        </div>
        <div className={pageStyles.headActs}>
          <Link className={pageStyles.link} to="/truong-diem/danh-muc">
            {t('catalogue.link')}
          </Link>
          {may(session, 'record') ? (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setProposing(true)}>
              {t('pilot.register.propose')}
            </Button>
          ) : null}
        </div>
      </div>
      <Models session={session} />
      {isProposing ? <ProposeDialog onClose={() => setProposing(false)} /> : null}
    </PageFrame>
  );
}

function Models({ session }: { session: Session }) {
  const { t } = useWords();
  const register = useGateModels();
  const [state, setState] = useState<GateModelState | 'all'>('all');
  if (register.isPending) return <ListSkeleton rows={4} height={96} />;
  if (register.isError) {
    return <Failure problem={register.error} onRetry={() => void register.refetch()} />;
  }
  const { models, checklists } = register.data;
  if (models.length === 0) {
    return (
      <Notice
        tone="empty"
        title={t('pilot.register.empty')}
        text={t(may(session, 'record') ? 'pilot.register.emptyMaker' : 'pilot.register.emptyReader')}
      />
    );
  }
  const shown = models.filter((model) => state === 'all' || model.state === state);
  const count = (wanted: GateModelState) => models.filter((model) => model.state === wanted).length;
  return (
    <>
      <SegmentedControl
        className={styles.filter ?? ''}
        aria-label={t('pilot.register.filter')}
        value={state}
        onChange={(value) => setState(GateModelState.safeParse(value).data ?? 'all')}
        data={[
          { value: 'all', label: `${t('pilot.register.all')} (${models.length})` },
          ...GateModelState.options
            .filter((value) => count(value) > 0)
            .map((value) => ({
              value,
              label: `${t(`pilot.register.state.${value}`)} (${count(value)})`,
            })),
        ]}
      />
      {shown.length === 0 ? <Notice tone="empty" title={t('pilot.register.noneOfState')} /> : null}
      <ul className={styles.models}>
        {shown.map((model) => {
          const by = checklists.find(({ version }) => version.id === model.checklistId);
          return by === undefined ? null : (
            <ModelCard
              key={model.id}
              model={model}
              checklist={by.checklist}
              version={by.version}
              session={session}
            />
          );
        })}
      </ul>
    </>
  );
}

function ProposeDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords();
  const act = useModelAct();
  const [schoolId, setSchoolId] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [id] = useState(newId);
  const [search] = useDebouncedValue(typed.trim(), 250);
  const list = useSchoolList({ search: search === '' ? undefined : search }, true);
  const schools = list.data?.pages.flatMap((page) => page.schools) ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('pilot.register.proposeTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (schoolId !== null) {
            act.mutate({ kind: 'answers', id, schoolId, answers: [] }, { onSuccess: onClose });
          }
        }}
      >
        <Stack gap="sm">
          <Select
            label={t('pilot.register.school')}
            placeholder={t('pilot.register.schoolHint')}
            searchable
            value={schoolId}
            data={schools.map(({ id: value, name, unitName }) => ({ value, label: `${name} – ${unitName}` }))}
            filter={({ options }) => options}
            nothingFoundMessage={list.isPending ? t('common.loading') : t('pilot.register.schoolNone')}
            onSearchChange={(value) =>
              setTyped(schools.some(({ name }) => value.startsWith(name)) ? '' : value)
            }
            onChange={setSchoolId}
            data-autofocus
          />
          {act.isError ? <ProblemAlert title={t('pilot.failed')} problem={act.error} /> : null}
          <Button type="submit" disabled={schoolId === null} loading={act.isPending}>
            {t('pilot.register.proposeSubmit')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
