// What is on the screen as a file, with the same filter. The server writes it, so that it is also in the audit.
import { Button, type ButtonProps, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ExportLayer, exportLayer } from '../../contract/delivery.ts';
import { addressOf } from '../api.ts';
import { useWords } from '../text/words.ts';

const formats = ['xlsx', 'csv', 'geojson', 'txt'] as const;

type Props = {
  layer: ExportLayer;
  /** The filter of the screen, and the run that is shown, so that a newer one does not slip into the file. */
  query: object;
  /** What will be in the file: "1.234 trường đang hiện". */
  note: string;
  look?: Pick<ButtonProps, 'size' | 'variant'>;
};

export function ExportMenu({ layer, query, note, look = { variant: 'default' } }: Props) {
  const { t } = useWords();
  return (
    <Menu position="bottom-end" shadow="md" width={290}>
      <Menu.Target>
        <Button {...look} leftSection={<IconDownload size={16} aria-hidden />}>
          {t('file.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{note}</Menu.Label>
        {formats.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={addressOf(exportLayer, { params: { layer }, query: { ...query, format } })}
            download
          >
            {t(`file.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
