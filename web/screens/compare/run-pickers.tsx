// Which kind of run, and which two of it.
import { ActionIcon, SegmentedControl, Select } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import type { Run } from '../../../contract/run.ts';
import type { ComparableKind } from '../../compare-queries.ts';
import { formatDay, formatMoment } from '../../format.ts';
import { useWords, type Words } from '../../text/words.ts';
import { methodOf } from '../planning/run-choice.ts';
import styles from './compare.module.css';
import type { CompareState } from './compare-link.ts';

const kinds: readonly ComparableKind[] = ['hotspots', 'risk'];

type Props = {
  kind: ComparableKind;
  before: string | null;
  after: string | null;
  runs: readonly Run[];
  timeZone: string;
  onChange(state: CompareState): void;
};

export function RunPickers({ kind, before, after, runs, timeZone, onChange }: Props) {
  const words = useWords();
  const { t } = words;
  const options = runs.map((run) => ({ value: run.id, label: runLabel(run, timeZone, words) }));
  return (
    <div className={styles.pickers}>
      <SegmentedControl
        aria-label={t('compare.kind')}
        value={kind}
        onChange={(value) =>
          onChange({ kind: value === 'risk' ? 'risk' : 'hotspots', before: null, after: null })
        }
        data={kinds.map((value) => ({ value, label: t(`compare.kinds.${value}`) }))}
      />
      <div className={styles.pair}>
        <Select
          label={t('compare.before')}
          placeholder={t('compare.choose')}
          data={options}
          value={before}
          allowDeselect={false}
          maxDropdownHeight={320}
          onChange={(value) => onChange({ kind, before: value, after })}
        />
        <ActionIcon
          variant="default"
          size={36}
          className={styles.swap ?? ''}
          aria-label={t('compare.swap')}
          title={t('compare.swap')}
          disabled={before === null || after === null}
          onClick={() => onChange({ kind, before: after, after: before })}
        >
          <IconArrowsExchange size={20} aria-hidden />
        </ActionIcon>
        <Select
          label={t('compare.after')}
          placeholder={t('compare.choose')}
          data={options}
          value={after}
          allowDeselect={false}
          maxDropdownHeight={320}
          onChange={(value) => onChange({ kind, before, after: value })}
        />
      </div>
    </div>
  );
}

/** "DBSCAN · Đến 21/11/2026 · Hệ thống, 22/11/2026 8:00 · Riêng". */
function runLabel(run: Run, timeZone: string, { t }: Words): string {
  const method = methodOf(run);
  return [
    method === null ? null : t(`method.${method}`),
    run.standard ? null : t('run.own'),
    t('compare.run', {
      day: formatDay(run.asOf),
      by: run.requestedBy ?? t('run.byNobody'),
      moment: formatMoment(run.finishedAt ?? run.createdAt, timeZone),
    }),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
