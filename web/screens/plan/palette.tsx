// The tools of the editor, grouped by what they are for. A tool in hand draws on the map; pressed again it is put down.
import { useWords } from '../../text/words.ts';
import { purposes, typesOf } from './element-kinds.ts';
import { Swatch } from './swatch.tsx';
import styles from './tools.module.css';
import type { PlanEditor } from './use-plan-editor.ts';

export function Palette({ editor, onTaken }: { editor: PlanEditor; onTaken?(): void }) {
  const { t } = useWords();
  return (
    <section className={styles.palette} aria-label={t('plan.palette.title')}>
      {purposes.map((purpose) => (
        <fieldset key={purpose}>
          <legend>{t(`plan.palette.purpose.${purpose}`)}</legend>
          <div className={styles.tools}>
            {typesOf(purpose).map((type) => (
              <button
                key={type}
                type="button"
                aria-pressed={editor.tool === type}
                onClick={() => {
                  editor.take(editor.tool === type ? null : type);
                  onTaken?.();
                }}
              >
                <Swatch type={type} />
                <span>{t(`plan.element.${type}`)}</span>
              </button>
            ))}
          </div>
        </fieldset>
      ))}
    </section>
  );
}
