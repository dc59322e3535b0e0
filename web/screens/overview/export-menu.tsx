// The shown schools as a file, with the same filter. The server writes it, so that it is also in the audit.
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { exportLayer } from '../../../contract/delivery.ts';
import { addressOf } from '../../api.ts';
import { useWords } from '../../text/words.ts';
import type { OverviewFilter } from './overview-link.ts';

const formats = ['xlsx', 'csv', 'geojson'] as const;

/** `run`: the run that is shown, so that a newer one does not slip into the file; `count` schools are shown. */
export function ExportMenu({
  filter,
  run,
  count,
}: {
  filter: OverviewFilter;
  run: string | null;
  count: number;
}) {
  const words = useWords();
  const { t } = words;
  const query = {
    unit: filter.unit,
    level: filter.levels,
    band: filter.bands,
    search: filter.search.trim(),
    run,
  };
  return (
    <Menu position="bottom-end" shadow="md" width={230}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          {t('overview.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('overview.exportNote', { count, shown: words.count(count) })}</Menu.Label>
        {formats.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={addressOf(exportLayer, { params: { layer: 'overview' }, query: { ...query, format } })}
            download
          >
            {t(`overview.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
