// The filter on a phone: a button on the map, and a sheet with every choice one below the other.
import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../text/words.ts';
import { ScopeSentence } from './filter-bar.tsx';
import { PeriodFields, UnitField } from './filter-fields.tsx';
import { usePlanning } from './planning-context.tsx';
import { filterCount, noFilter } from './url-state.ts';
import { useCodeFilters } from './use-code-filters.tsx';

export function FilterDrawer() {
  const { t } = useWords();
  const [isOpen, { open, close }] = useDisclosure(false);
  const { state, change: changeState } = usePlanning();
  const filters = useCodeFilters();
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
          {filters.map(({ label, fields }) => (
            <Field key={label} label={label}>
              {fields}
            </Field>
          ))}
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
