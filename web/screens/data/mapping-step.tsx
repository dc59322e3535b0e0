// The third step: which column gives the key, the place and every field. Guessed where names are clear; all by hand.
import { Button, Group, MultiSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ImportMapping } from '../../../contract/import.ts';
import { useWords } from '../../text/words.ts';
import { columnOptions } from './column-options.ts';
import styles from './data.module.css';
import { FieldRow } from './field-row.tsx';
import { columnIn, withField, withKey } from './mapping-draft.ts';
import { PlaceFields } from './place-fields.tsx';
import type { Sample } from './read-sample.ts';
import { kindFields } from './record-fields.ts';

type Props = { draft: ImportMapping; sample: Sample; onChange(draft: ImportMapping): void };

export function MappingStep({ draft, sample, onChange }: Props) {
  const words = useWords();
  const { t } = words;
  const { fields, place } = kindFields(draft.kind);
  const isOsm = draft.format === 'osm-xml' || draft.format === 'overpass';
  const key = (draft.key ?? []).map((columns) => columnIn(columns, sample));
  return (
    <section className={styles.card} aria-labelledby="step-mapping">
      <h2 id="step-mapping">{t('data.step.mapping')}</h2>
      {isOsm ? (
        <p>{t('data.previewOsm', { format: t(`data.format.${sample.format}`) })}</p>
      ) : (
        <>
          <MultiSelect
            label={t('data.key')}
            description={t('data.keyHint')}
            placeholder={key.length > 0 ? '' : sample.format === 'csv' ? '' : t('data.keyOwn')}
            data={columnOptions(sample, key, words)}
            value={key}
            onChange={(columns) => onChange(withKey(draft, columns))}
          />
          {place === null || sample.format === 'gpx' ? null : (
            <PlaceFields draft={draft} sample={sample} onChange={onChange} />
          )}
          <h3>{t('data.fields')}</h3>
          <p className={styles.soft}>{t('data.fieldsHint')}</p>
          {draft.each === undefined ? null : (
            <p className={styles.soft}>
              {t('data.each', { parts: draft.each.map(({ name }) => name).join(', ') })}
            </p>
          )}
          <div className={styles.fields}>
            {fields.map((field) => (
              <FieldRow
                key={field.name}
                kind={draft.kind}
                field={field}
                spec={draft.fields[field.name] ?? null}
                sample={sample}
                onChange={(spec) => onChange(withField(draft, field.name, spec))}
              />
            ))}
          </div>
        </>
      )}
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          onClick={() => saveMapping(draft)}
        >
          {t('data.mappingFile.save')}
        </Button>
      </Group>
    </section>
  );
}

/** Gives the mapping to the browser as a file to keep. */
function saveMapping(draft: ImportMapping): void {
  const blob = new Blob([`${JSON.stringify(draft, null, 2)}\n`], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${draft.source || draft.kind}.mapping.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
