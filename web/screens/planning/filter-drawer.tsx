// The filter on a phone: a button on the map, and a sheet with every choice one below the other.
import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { SchoolLevel, Severity, TripWindow, YesNoUnknown } from '../../../contract/codes.ts';
import { useWords } from '../../text/words.ts';
import { ScopeSentence } from './filter-bar.tsx';
import { CodeFields, PeriodFields, UnitField, useFilterChange } from './filter-fields.tsx';
import { usePlanning } from './planning-context.tsx';
import { filterCount, noFilter } from './url-state.ts';

export function FilterDrawer() {
  const { t } = useWords();
  const [isOpen, { open, close }] = useDisclosure(false);
  const { state, change: changeState } = usePlanning();
  const change = useFilterChange();
  const { filter } = state;
  const count = filterCount(filter);
  return (
    <>
      <Button
        size="md"
        variant={count === 0 ? 'default' : 'filled'}
        leftSection={<IconFilter size={18} aria-hidden />}
        onClick={open}
      >
        {count === 0 ? t('filter.openNone') : t('filter.open', { count })}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="bottom"
        size="88%"
        zIndex={400}
        title={t('filter.title')}
        closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
      >
        <Stack gap="lg">
          <Field label={t('filter.period')}>
            <PeriodFields />
          </Field>
          <UnitField label={t('filter.unit')} />
          <Field label={t('filter.severity')}>
            <CodeFields
              label={t('filter.severity')}
              codes={Severity.options}
              chosen={filter.severity}
              name={(code) => t(`severity.${code}`)}
              onChange={(severity) => change({ severity })}
            />
          </Field>
          <Field label={t('filter.pupil')}>
            <CodeFields
              label={t('filter.pupil')}
              codes={YesNoUnknown.options}
              chosen={filter.pupil}
              name={(code) => t(`pupil.${code}`)}
              onChange={(pupil) => change({ pupil })}
            />
          </Field>
          <Field label={t('filter.window')}>
            <CodeFields
              label={t('filter.window')}
              codes={TripWindow.options}
              chosen={filter.window}
              name={(code) => t(`window.${code}`)}
              onChange={(window) => change({ window })}
            />
          </Field>
          <Field label={t('filter.level')}>
            <CodeFields
              label={t('filter.level')}
              codes={SchoolLevel.options}
              chosen={filter.level}
              name={(code) => t(`level.${code}`)}
              onChange={(level) => change({ level })}
            />
          </Field>
          <Text size="sm" c="dimmed">
            {t('filter.help')}
          </Text>
          <ScopeSentence />
          <Group grow>
            <Button
              size="md"
              variant="default"
              disabled={count === 0}
              onClick={() => changeState({ filter: noFilter })}
            >
              {t('filter.clear')}
            </Button>
            <Button size="md" onClick={close}>
              {t('filter.apply')}
            </Button>
          </Group>
        </Stack>
      </Drawer>
    </>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text fw={600} size="sm" mb={6}>
        {label}
      </Text>
      {children}
    </div>
  );
}
