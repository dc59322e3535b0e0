// The keys of the map, in a sheet that "?" opens.
import { Kbd, Modal, Table, Text } from '@mantine/core';
import { useWords } from '../../text/words.ts';
import { useMapTools } from './map-tools-context.tsx';

const keys = [
  ['arrows', ['←', '↑', '→', '↓']],
  ['zoom', ['+', '−']],
  ['enter', ['Enter']],
  ['all', ['0']],
  ['layers', ['L']],
  ['measure', ['M']],
  ['undo', ['⌫']],
  ['print', ['P', 'Ctrl P']],
  ['copy', ['C']],
  ['search', ['/', 'Ctrl K']],
  ['escape', ['Esc']],
  ['help', ['?']],
] as const;

export function KeysSheet() {
  const { t } = useWords();
  const { tool, open, handle } = useMapTools();
  return (
    <Modal
      opened={tool === 'keys'}
      onClose={() => {
        open(null);
        handle?.focus();
      }}
      title={t('mapTools.keys.title')}
      size="md"
      zIndex={500}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      <Text size="sm" mb="sm">
        {t('mapTools.keys.how')}
      </Text>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('mapTools.keys.key')}</Table.Th>
            <Table.Th>{t('mapTools.keys.does')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map(([name, signs]) => (
            <Table.Tr key={name}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                {signs.map((sign) => (
                  <Kbd key={sign} mr={4}>
                    {sign}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{t(`mapTools.keys.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
