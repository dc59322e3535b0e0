// Everything that is drawn, as a list: the way to every element without the map.
import type { PlanFailure } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';
import { elementFigures, elementTitle } from './element-words.ts';
import panelStyles from './panel.module.css';
import { SeverityMark } from './severity-mark.tsx';
import { Swatch } from './swatch.tsx';
import styles from './tools.module.css';
import type { PlanEditor } from './use-plan-editor.ts';

type Props = { editor: PlanEditor; failures: readonly PlanFailure[]; onOpen(id: string): void };

export function ElementList({ editor, failures, onOpen }: Props) {
  const words = useWords();
  const { t } = words;
  const { elements } = editor.content;
  return (
    <section className={styles.drawn} aria-labelledby="drawn-title">
      <h3 id="drawn-title">{t('plan.palette.list', { count: elements.length })}</h3>
      {elements.length === 0 ? <p className={panelStyles.soft}>{t('plan.palette.listEmpty')}</p> : null}
      <ul>
        {elements.map((element) => {
          const worst = failures.find(({ elementIds }) => elementIds.includes(element.id));
          return (
            <li key={element.id}>
              <button
                type="button"
                aria-pressed={editor.selected === element.id}
                onClick={() => onOpen(element.id)}
              >
                <Swatch type={element.type} />
                <span>
                  <b>{elementTitle(element, words)}</b>
                  <small>{elementFigures(element, words)}</small>
                </span>
                {worst === undefined ? null : <SeverityMark severity={worst.severity} />}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
