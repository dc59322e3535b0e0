// The filter on a desk: one line of choices under the header, and beside them what a number covers.
import { Button, Popover, type PopoverProps, Text } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { SchoolLevel, Severity, TripWindow, YesNoUnknown } from '../../../contract/codes.ts';
import { useWords } from '../../text/words.ts';
import styles from './filter.module.css';
import { CodeFields, PeriodFields, UnitField, useFilterChange } from './filter-fields.tsx';
import { usePlanning } from './planning-context.tsx';
import { periodText } from './scope-sentence.ts';
import { filterCount, noFilter } from './url-state.ts';
import { useScopeText } from './use-scope-text.ts';

export function FilterBar() {
  const words = useWords();
  const { t } = words;
  const { state, change: changeState } = usePlanning();
  const change = useFilterChange();
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
      <Choice
        {...listLabel(
          t('filter.severity'),
          filter.severity?.map((code) => t(`severity.${code}`)),
        )}
      >
        <CodeFields
          label={t('filter.severity')}
          codes={Severity.options}
          chosen={filter.severity}
          name={(code) => t(`severity.${code}`)}
          onChange={(severity) => change({ severity })}
        />
      </Choice>
      <Choice
        {...listLabel(
          t('filter.pupil'),
          filter.pupil?.map((code) => t(`pupil.${code}`)),
        )}
      >
        <CodeFields
          label={t('filter.pupil')}
          codes={YesNoUnknown.options}
          chosen={filter.pupil}
          name={(code) => t(`pupil.${code}`)}
          onChange={(pupil) => change({ pupil })}
        />
      </Choice>
      <Choice
        {...listLabel(
          t('filter.window'),
          filter.window?.map((code) => t(`window.${code}`)),
        )}
      >
        <CodeFields
          label={t('filter.window')}
          codes={TripWindow.options}
          chosen={filter.window}
          name={(code) => t(`window.${code}`)}
          onChange={(window) => change({ window })}
        />
      </Choice>
      <Choice
        {...listLabel(
          t('filter.level'),
          filter.level?.map((code) => t(`level.${code}`)),
        )}
      >
        <CodeFields
          label={t('filter.level')}
          codes={SchoolLevel.options}
          chosen={filter.level}
          name={(code) => t(`level.${code}`)}
          onChange={(level) => change({ level })}
        />
      </Choice>
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
