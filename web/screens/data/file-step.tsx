// The first step: what kind of records, which file, and a ready mapping when there is one.
import { Button, FileButton, Group, Select } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { ImportKind } from '../../../contract/codes.ts';
import { useWords } from '../../text/words.ts';
import styles from './data.module.css';
import type { ImportForm } from './use-import-form.ts';

const fileEndings = '.csv,.tsv,.txt,.geojson,.json,.ndjson,.geojsonl,.gpx,.osm,.xml,.gz';

export function FileStep({ form }: { form: ImportForm }) {
  const { t } = useWords();
  return (
    <section className={styles.card} aria-labelledby="step-file">
      <h2 id="step-file">{t('data.step.file')}</h2>
      <div className={styles.columns}>
        <Select
          label={t('data.kind')}
          placeholder={t('data.chooseKind')}
          data={ImportKind.options.map((kind) => ({ value: kind, label: t(`importKind.${kind}`) }))}
          value={form.kind}
          onChange={(value) => {
            const kind = ImportKind.safeParse(value);
            if (kind.success) form.chooseKind(kind.data);
          }}
          allowDeselect={false}
        />
        <OpenMapping form={form} />
      </div>
      <DropPlace form={form} />
    </section>
  );
}

function DropPlace({ form }: { form: ImportForm }) {
  const { t, count } = useWords();
  const [isOver, setOver] = useState(false);
  const take = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) form.chooseFile(file);
  };
  return (
    <fieldset
      className={styles.drop}
      aria-label={t('data.file')}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={take}
    >
      <Group gap="sm" justify="center">
        <FileButton
          accept={fileEndings}
          onChange={(file) => (file === null ? undefined : form.chooseFile(file))}
        >
          {(props) => (
            <Button {...props} variant="light" leftSection={<IconFileUpload size={18} aria-hidden />}>
              {t(form.file === null ? 'data.chooseFile' : 'data.chooseOther')}
            </Button>
          )}
        </FileButton>
        <span className={`${styles.soft} ${styles.dropHint}`}>{t('data.drop')}</span>
      </Group>
      <p className={styles.fileName} role="status">
        {form.file === null ? '' : `${form.file.name} (${count(Math.ceil(form.file.size / 1_000))} kB)`}
      </p>
      <p className={styles.soft}>
        {t('data.formats')} {t('data.stays')}
      </p>
      {form.isUnreadable ? (
        <p className={styles.alarm} role="alert">
          {t('data.unreadable')}
        </p>
      ) : null}
    </fieldset>
  );
}

function OpenMapping({ form }: { form: ImportForm }) {
  const { t } = useWords();
  const { name, bad } = form.mappingFile;
  return (
    <div className={styles.openMapping}>
      <FileButton
        accept=".json,application/json"
        onChange={(file) => (file === null ? undefined : form.openMapping(file))}
      >
        {(props) => (
          <Button {...props} variant="default">
            {t('data.mappingFile.load')}
          </Button>
        )}
      </FileButton>
      <p className={styles.soft} role="status">
        {name === null ? t('data.mappingFile.hint') : t('data.mappingFile.loaded', { name })}
      </p>
      {bad === null ? null : (
        <p className={styles.alarm} role="alert">
          {t('data.mappingFile.bad', {
            name: bad.name,
            reason: bad.reason ?? t('data.mappingFile.notJson'),
          })}
        </p>
      )}
    </div>
  );
}
