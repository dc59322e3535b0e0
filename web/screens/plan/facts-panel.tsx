// Figures of the gate that the drawing does not show: its width, who is fetched, waves, measured speeds, the name.
import { NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import type { School } from '../../../contract/facts.ts';
import { PlanContent } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';
import styles from './element-form.module.css';
import panelStyles from './panel.module.css';
import type { PlanEditor } from './use-plan-editor.ts';

/** Where the two figures of a measured speed begin, km/h: the limit in built-up areas, and the one asked for. */
const firstSpeed = { beforeKmh: 40, afterKmh: 30 } as const;

type Props = { editor: PlanEditor; school: Pick<School, 'pupils' | 'walkCycleShare'> };

export function FactsPanel({ editor, school }: Props) {
  const { t, language, count } = useWords();
  const { content, mayDraw } = editor;
  const set = (part: Partial<PlanContent>, field: string) => {
    const next = PlanContent.safeParse({ ...content, ...part });
    if (next.success) editor.change({ ...content, ...part }, field);
  };
  const speed = content.measuredSpeed;
  const fetched = fetchedAtMost(school);
  const decimalSeparator = language === 'vi' ? ',' : '.';
  return (
    <div className={panelStyles.panel}>
      <fieldset className={styles.fields} disabled={!mayDraw}>
        <legend>{t('plan.facts.title')}</legend>
        <TextInput
          label={t('plan.facts.name')}
          maxLength={120}
          defaultValue={content.name}
          key={editor.plan.revision === 1 ? 'new' : 'name'}
          onChange={(event) => set({ name: event.currentTarget.value.trim() }, 'name')}
        />
        <NumberInput
          label={t('plan.facts.gateWidth')}
          min={1}
          max={30}
          step={0.5}
          decimalScale={1}
          decimalSeparator={decimalSeparator}
          value={content.gateWidthMetres}
          onChange={(value) => typeof value === 'number' && set({ gateWidthMetres: value }, 'gateWidth')}
        />
        <NumberInput
          label={t('plan.facts.pupilsFetched')}
          description={
            fetched === null
              ? t('plan.facts.pupilsHint')
              : t('plan.facts.pupilsGuess', {
                  pupils: count(school.pupils ?? 0),
                  fetched: count(fetched),
                })
          }
          min={0}
          max={5_000}
          allowDecimal={false}
          value={content.pupilsFetched ?? ''}
          onChange={(value) => set({ pupilsFetched: typeof value === 'number' ? value : null }, 'pupils')}
        />
        <NumberInput
          label={t('plan.facts.waves')}
          min={1}
          max={10}
          allowDecimal={false}
          value={content.releaseWaves}
          onChange={(value) => typeof value === 'number' && set({ releaseWaves: value }, 'waves')}
        />
        <Switch
          label={t('plan.facts.measured')}
          description={t('plan.facts.measuredHint')}
          checked={speed !== null}
          onChange={(event) =>
            set({ measuredSpeed: event.currentTarget.checked ? firstSpeed : null }, 'measured')
          }
        />
        {speed === null ? null : (
          <div className={styles.hours}>
            <NumberInput
              label={t('plan.facts.before')}
              min={1}
              max={150}
              decimalSeparator={decimalSeparator}
              value={speed.beforeKmh}
              onChange={(value) =>
                typeof value === 'number' && set({ measuredSpeed: { ...speed, beforeKmh: value } }, 'before')
              }
            />
            <NumberInput
              label={t('plan.facts.after')}
              min={1}
              max={150}
              decimalSeparator={decimalSeparator}
              value={speed.afterKmh}
              onChange={(value) =>
                typeof value === 'number' && set({ measuredSpeed: { ...speed, afterKmh: value } }, 'after')
              }
            />
          </div>
        )}
        <Textarea
          label={t('plan.facts.note')}
          rows={2}
          maxLength={1_000}
          value={content.note}
          onChange={(event) => set({ note: event.currentTarget.value }, 'note')}
        />
      </fieldset>
    </div>
  );
}

/** Pupils who neither walk nor cycle: no more than these are fetched. Null where pupils or share are unknown. */
function fetchedAtMost({ pupils, walkCycleShare }: Props['school']): number | null {
  return pupils === null || walkCycleShare === null ? null : Math.round(pupils * (1 - walkCycleShare));
}
