// The second step: the first rows of the file as they will be read, with the encoding to choose when letters look wrong.
import { Select } from '@mantine/core';
import { useWords } from '../../text/words.ts';
import styles from './data.module.css';
import { type Encoding, encodings, type Sample } from './read-sample.ts';
import { WideRegion } from './wide-region.tsx';

/** Enough to recognise a file by. */
const previewRows = 5;

type Props = { sample: Sample; onEncoding(encoding: Encoding): void };

export function PreviewStep({ sample, onEncoding }: Props) {
  const { t, count } = useWords();
  const format = t(`data.format.${sample.format}`);
  const rows = sample.rows.slice(0, previewRows).map((cells, place) => ({ number: place + 1, cells }));
  const isOsm = sample.format === 'osm-xml' || sample.format === 'overpass';
  return (
    <section className={styles.card} aria-labelledby="step-preview">
      <h2 id="step-preview">{t('data.step.preview')}</h2>
      {isOsm ? (
        <p>
          {t('data.previewOsm', { format })} {t('data.osmKind')}
        </p>
      ) : rows.length === 0 ? (
        <p className={styles.alarm} role="alert">
          {t('data.previewNothing')}
        </p>
      ) : (
        <>
          <p className={styles.soft}>
            {t('data.previewNote', {
              format,
              columns: count(sample.columns.length),
              rows: count(rows.length),
            })}
          </p>
          <WideRegion label={t('data.previewTitle')}>
            <table className={`${styles.table} ${styles.preview}`}>
              <thead>
                <tr>
                  {sample.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ number, cells }) => (
                  <tr key={number}>
                    {sample.columns.map((column, place) => (
                      <td key={column}>{cells[place]}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </WideRegion>
        </>
      )}
      {sample.text === null ? null : (
        <Select
          className={styles.narrow ?? ''}
          label={t('data.encoding')}
          data={encodings.map((encoding) => ({
            value: encoding,
            label: t(`data.encodingName.${encoding}`),
          }))}
          value={sample.text.encoding}
          onChange={(value) => {
            const encoding = encodings.find((one) => one === value);
            if (encoding !== undefined) onEncoding(encoding);
          }}
          allowDeselect={false}
        />
      )}
    </section>
  );
}
