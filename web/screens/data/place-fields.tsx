// Where the place of a record comes from: two columns, a WKT column or the feature itself, and in which coordinates.
import { Alert, Select, Text } from '@mantine/core';
import type { ImportMapping } from '../../../contract/import.ts';
import { useWords } from '../../text/words.ts';
import { columnOptions } from './column-options.ts';
import { coordinateSystems, usualSrid } from './coordinate-systems.ts';
import styles from './data.module.css';
import { systemName } from './data-words.ts';
import { columnIn, looksMetric, withGeometry } from './mapping-draft.ts';
import type { Sample } from './read-sample.ts';

type Props = { draft: ImportMapping; sample: Sample; onChange(draft: ImportMapping): void };
type Source = 'xy' | 'wkt' | 'odk' | 'feature' | 'none';

export function PlaceFields({ draft, sample, onChange }: Props) {
  const words = useWords();
  const { t } = words;
  const source = sourceOf(draft.geometry);
  const srid = draft.srid ?? usualSrid;
  const systems = [...new Set([...coordinateSystems.map((one) => one.srid), srid])];
  const choose = (value: Source): void => {
    const first = sample.columns[0] ?? '';
    if (value === 'xy') onChange(withGeometry(draft, { x: first, y: first }));
    else if (value === 'wkt') onChange(withGeometry(draft, { wkt: first }));
    else if (value === 'odk') onChange(withGeometry(draft, { odk: first }));
    else onChange(withGeometry(draft, value === 'feature' ? { feature: true } : null));
  };
  return (
    <fieldset className={styles.place}>
      <legend>{t('data.place')}</legend>
      <div className={styles.columns}>
        <Select
          label={t('data.placeFrom')}
          data={offered(sample).map((one) => ({ value: one, label: t(`data.placeSource.${one}`) }))}
          value={source}
          onChange={(value) => {
            const chosen = offered(sample).find((one) => one === value);
            if (chosen !== undefined) choose(chosen);
          }}
          allowDeselect={false}
        />
        <Select
          label={t('data.srid')}
          data={systems.map((one) => ({ value: String(one), label: systemName(one, words) }))}
          value={String(srid)}
          onChange={(value) => (value === null ? undefined : onChange({ ...draft, srid: Number(value) }))}
          allowDeselect={false}
          searchable
        />
        <GeometryColumns draft={draft} sample={sample} onChange={onChange} />
      </div>
      {srid === usualSrid && looksMetric(draft, sample) ? (
        <Alert color="yellow" variant="light" role="alert">
          <Text size="sm" c="var(--ink)">
            {t('data.looksMetric')}
          </Text>
        </Alert>
      ) : null}
    </fieldset>
  );
}

function GeometryColumns({ draft, sample, onChange }: Props) {
  const words = useWords();
  const { t } = words;
  const { geometry } = draft;
  if (geometry === undefined || 'feature' in geometry) return null;
  if ('wkt' in geometry) {
    const wkt = columnIn(geometry.wkt, sample);
    return (
      <Select
        label={t('data.wkt')}
        data={columnOptions(sample, [wkt], words)}
        value={wkt}
        onChange={(column) => (column === null ? undefined : onChange(withGeometry(draft, { wkt: column })))}
        allowDeselect={false}
      />
    );
  }
  if ('odk' in geometry) {
    const odk = columnIn(geometry.odk, sample);
    return (
      <Select
        label={t('data.odk')}
        data={columnOptions(sample, [odk], words)}
        value={odk}
        onChange={(column) => (column === null ? undefined : onChange(withGeometry(draft, { odk: column })))}
        allowDeselect={false}
      />
    );
  }
  const [x, y] = [columnIn(geometry.x, sample), columnIn(geometry.y, sample)];
  const options = columnOptions(sample, [x, y], words);
  const decimals = ['none', '.', ','] as const;
  return (
    <>
      <Select
        label={t('data.x')}
        description={t('data.xyHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        data={options}
        value={x}
        onChange={(column) =>
          column === null ? undefined : onChange(withGeometry(draft, { ...geometry, x: column }))
        }
        allowDeselect={false}
      />
      <Select
        label={t('data.y')}
        data={options}
        value={y}
        onChange={(column) =>
          column === null ? undefined : onChange(withGeometry(draft, { ...geometry, y: column }))
        }
        allowDeselect={false}
      />
      <Select
        label={t('data.decimal')}
        data={decimals.map((sign) => ({ value: sign, label: t(`data.decimalSign.${sign}`) }))}
        value={geometry.decimal ?? 'none'}
        onChange={(value) => {
          const { decimal: _, ...columns } = geometry;
          const isSign = value === '.' || value === ',';
          onChange(withGeometry(draft, isSign ? { ...columns, decimal: value } : columns));
        }}
        allowDeselect={false}
      />
    </>
  );
}

function sourceOf(geometry: ImportMapping['geometry']): Source {
  if (geometry === undefined) return 'none';
  if ('x' in geometry) return 'xy';
  if ('odk' in geometry) return 'odk';
  return 'wkt' in geometry ? 'wkt' : 'feature';
}

/** A table has no shapes of its own; features have, but an older mapping may name columns all the same. */
function offered(sample: Sample): readonly Source[] {
  return sample.format === 'csv' ? ['xy', 'wkt', 'odk', 'none'] : ['feature', 'xy', 'wkt', 'odk', 'none'];
}
