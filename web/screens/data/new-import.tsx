// A new import in four steps on one page: kind and file, a look at it, columns to fields, trial and import.
import { useWords } from '../../text/words.ts';
import styles from './data.module.css';
import { FileStep } from './file-step.tsx';
import { BackToList } from './import-detail.tsx';
import { MappingStep } from './mapping-step.tsx';
import { PreviewStep } from './preview-step.tsx';
import { TryStep } from './try-step.tsx';
import { useImportForm } from './use-import-form.ts';

export function NewImport() {
  const { t } = useWords();
  const form = useImportForm();
  const { file, sample, draft } = form;
  return (
    <div className={styles.page}>
      <BackToList />
      <h1 className={styles.title}>{t('data.newImport')}</h1>
      <FileStep form={form} />
      {sample === null || file === null ? null : (
        <PreviewStep sample={sample} onEncoding={(encoding) => form.chooseFile(file, encoding)} />
      )}
      {draft === null || sample === null || file === null ? null : (
        <>
          <MappingStep draft={draft} sample={sample} onChange={form.change} />
          <TryStep draft={draft} file={file} onChange={form.change} />
        </>
      )}
    </div>
  );
}
