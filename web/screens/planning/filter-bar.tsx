// The filter on a desk: one line of choices under the header, and beside them what a number covers.
import { Button, Popover, type PopoverProps, Text } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../text/words.ts';
import styles from './filter.module.css';
import { PeriodFields, UnitField } from './filter-fields.tsx';
import { usePlanning } from './planning-context.tsx';
import { periodText } from './scope-sentence.ts';
import { filterCount, noFilter } from './url-state.ts';
import { useCodeFilters } from './use-code-filters.tsx';
import { useScopeText } from './use-scope-text.ts';

export function FilterBar() {
  const words = useWords();
  const { t } = words;
  const { state, change: changeState } = usePlanning();
  const filters = useCodeFilters();
  const { filter } = state;
  const hasPeriod = filter.from !== undefined || filter.to !== undefined;
  return (
    <search className={styles.bar} aria-label={t('filter.title')}>
      <Choice
        label={hasPeriod ? periodText(filter, words) : t('filter.period')}
        isSet={hasPeriod}
        width={400}
      >
        <PeriodFields />
      </Choice>
      {filters.map(({ label, chosen, fields }) => (
        <Choice key={label} {...listLabel(label, chosen)}>
          {fields}
        </Choice>
      ))}
      <UnitField label={t('filter.unit')} isCompact />
      {filterCount(filter) === 0 ? null : (
        <Button
          variant="subtle"
          size="sm"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => changeState({ filter: noFilter })}
        >
          {t('filter.clear')}
        </Button>
      )}
      <ScopeSentence />
    </search>
  );
}

function listLabel(name: string, chosen: string[] | undefined): { label: string; isSet: boolean } {
  if (chosen === undefined) return { label: name, isSet: false };
  const [first = ''] = chosen;
  return { label: chosen.length === 1 ? first : `${name} (${chosen.length})`, isSet: true };
}

type ChoiceProps = { label: string; isSet: boolean; width?: PopoverProps['width']; children: ReactNode };

function Choice({ label, isSet, width = 290, children }: ChoiceProps) {
  return (
    <Popover position="bottom-start" shadow="md" width={width} trapFocus returnFocus zIndex={300}>
      <Popover.Target>
        <Button
          className={styles.choice ?? ''}
          data-set={isSet}
          variant="default"
          size="sm"
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children}</Popover.Dropdown>
    </Popover>
  );
}

/** "412 vụ, 01/11/2021–31/10/2026, mọi mức độ, toàn địa bàn". */
export function ScopeSentence() {
  const { t } = useWords();
  const { count, isFailed, scope } = useScopeText();
  return (
    <Text component="p" className={styles.sentence ?? ''} role="status">
      {count === null ? (
        t(isFailed ? 'filter.notCounted' : 'filter.counting')
      ) : (
        <>
          <strong>{count}</strong>, {scope}
        </>
      )}
    </Text>
  );
}
