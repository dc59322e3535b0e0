// The filters of the overview, the choice between units and schools, and the way to a file.
import { Button, Chip, Group, MultiSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Band, SchoolLevel } from '../../../contract/codes.ts';
import { useWords } from '../../text/words.ts';
import { ExportMenu } from '../export-menu.tsx';
import styles from './filter-bar.module.css';
import { type OverviewFilter, type OverviewState, overviewViews } from './overview-link.ts';

type Props = {
  state: OverviewState;
  onChange(part: Partial<OverviewState>, how?: 'push' | 'replace'): void;
  /** `run`: the run that is shown; `count` schools are. */
  exported: { filter: OverviewFilter; run: string | null; count: number };
};

export function FilterBar({ state, onChange, exported }: Props) {
  const words = useWords();
  const { t } = words;
  const isNarrowed = state.levels.length > 0 || state.bands.length > 0 || state.search !== '';
  return (
    <div className={styles.bar}>
      <SegmentedControl
        aria-label={t('overview.view')}
        value={state.view}
        onChange={(value) => onChange({ view: overviewViews.find((view) => view === value) ?? 'units' })}
        data={overviewViews.map((value) => ({ value, label: t(`overview.views.${value}`) }))}
      />
      <TextInput
        className={styles.search ?? ''}
        aria-label={t('overview.search')}
        placeholder={t('overview.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={100}
        value={state.search}
        onChange={(event) => onChange({ search: event.currentTarget.value }, 'replace')}
      />
      <MultiSelect
        className={styles.levels ?? ''}
        aria-label={t('overview.level')}
        placeholder={state.levels.length === 0 ? t('overview.anyLevel') : ''}
        clearable
        data={SchoolLevel.options.map((value) => ({ value, label: t(`level.${value}`) }))}
        value={[...state.levels]}
        onChange={(values) =>
          onChange({ levels: SchoolLevel.options.filter((level) => values.includes(level)) })
        }
      />
      <Chip.Group
        multiple
        value={[...state.bands]}
        onChange={(values) => onChange({ bands: Band.options.filter((band) => values.includes(band)) })}
      >
        <Group gap={6} role="group" aria-label={t('overview.bands')}>
          {Band.options.toReversed().map((band) => (
            <Chip key={band} value={band} size="sm" radius="sm" variant="outline">
              {band}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {isNarrowed ? (
        <Button
          variant="subtle"
          size="compact-md"
          onClick={() => onChange({ levels: [], bands: [], search: '' })}
        >
          {t('overview.clear')}
        </Button>
      ) : null}
      <ExportMenu
        layer="overview"
        query={{
          unit: exported.filter.unit,
          level: exported.filter.levels,
          band: exported.filter.bands,
          search: exported.filter.search.trim(),
          run: exported.run,
        }}
        note={t('file.schools', { count: exported.count, shown: words.count(exported.count) })}
      />
    </div>
  );
}
