// One element in words and numbers: what it is like, who builds it when and for how much, and what it rests on.
import { Button, Group, Select, Textarea } from '@mantine/core';
import { IconCopy, IconMapPin, IconTrash } from '@tabler/icons-react';
import { MeasureOwner, MeasureTerm } from '../../../contract/measure.ts';
import { type PlanCost, PlanElement, type PlanFailure } from '../../../contract/plan.ts';
import { placesOf } from '../../map/plan-sketch.ts';
import { useWords } from '../../text/words.ts';
import { Notice } from '../states.tsx';
import { BasisLine } from './basis-line.tsx';
import { CostField } from './cost-field.tsx';
import { ElementFields } from './element-fields.tsx';
import styles from './element-form.module.css';
import { ElementPlace } from './element-place.tsx';
import { elementFigures, elementTitle } from './element-words.ts';
import panelStyles from './panel.module.css';
import type { RoadFrame } from './road-frame.ts';
import { Swatch } from './swatch.tsx';
import type { PlanEditor } from './use-plan-editor.ts';

type Props = {
  editor: PlanEditor;
  /** The road before the gate; null where none is known. */
  frame: RoadFrame | null;
  failures: readonly PlanFailure[];
  /** Undefined until it is known. */
  cost: PlanCost | undefined;
  onChecks(): void;
};

export function ElementForm({ editor, frame, failures, cost, onChecks }: Props) {
  const words = useWords();
  const { t } = words;
  const element = editor.content.elements.find(({ id }) => id === editor.selected);
  if (element === undefined) {
    return <Notice tone="empty" title={t('plan.form.nothing')} text={t('plan.form.nothingText')} />;
  }
  const broken = failures.filter(({ elementIds }) => elementIds.includes(element.id)).length;
  const set = (part: object, field: string) => {
    const next = PlanElement.safeParse({ ...element, ...part });
    if (next.success) editor.changeElement(next.data, `${element.id} ${field}`);
  };
  const isLocked = !editor.mayDraw;
  return (
    <div className={panelStyles.panel} key={element.id}>
      <div className={styles.elementHead}>
        <Swatch type={element.type} />
        <div>
          <h2>{elementTitle(element, words)}</h2>
          <p className={panelStyles.soft}>{elementFigures(element, words)}</p>
        </div>
      </div>
      {broken === 0 ? null : (
        <button type="button" className={styles.brokenLine} onClick={onChecks}>
          {t('plan.form.broken', { count: broken })}
        </button>
      )}
      <fieldset className={styles.fields} disabled={isLocked}>
        <legend>{t('plan.form.properties')}</legend>
        <ElementFields element={element} onChange={(properties, field) => set({ properties }, field)} />
      </fieldset>
      {isLocked ? null : <ElementPlace editor={editor} element={element} frame={frame} />}
      <fieldset className={styles.fields} disabled={isLocked}>
        <legend>{t('plan.form.who')}</legend>
        <Select
          label={t('plan.form.owner')}
          allowDeselect={false}
          disabled={isLocked}
          value={element.owner}
          data={MeasureOwner.options.map((value) => ({ value, label: t(`plan.ownerOf.${value}`) }))}
          onChange={(value) => set({ owner: MeasureOwner.parse(value) }, 'owner')}
        />
        <Select
          label={t('plan.form.term')}
          allowDeselect={false}
          disabled={isLocked}
          value={element.term}
          data={MeasureTerm.options.map((value) => ({ value, label: t(`plan.termOf.${value}`) }))}
          onChange={(value) => set({ term: MeasureTerm.parse(value) }, 'term')}
        />
        <CostField
          element={element}
          cost={cost?.elements.find(({ id }) => id === element.id)}
          isLocked={isLocked}
          onChange={(part) => set(part, 'cost')}
        />
        <MeasureField editor={editor} element={element} onChange={(measure) => set({ measure }, 'measure')} />
        <Textarea
          label={t('plan.form.note')}
          rows={1}
          maxLength={300}
          value={element.note}
          onChange={(event) => set({ note: event.currentTarget.value }, 'note')}
        />
      </fieldset>
      <Group gap={8}>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconMapPin size={18} aria-hidden />}
          onClick={() => {
            const places = placesOf(element);
            const middle = places[Math.floor((places.length - 1) / 2)];
            if (middle !== undefined) editor.map?.flyTo(middle);
          }}
        >
          {t('plan.form.fly')}
        </Button>
        {isLocked ? null : (
          <>
            <Button
              variant="default"
              size="sm"
              leftSection={<IconCopy size={18} aria-hidden />}
              title="Ctrl+D"
              aria-keyshortcuts="Control+D"
              onClick={() => editor.copy(element.id)}
            >
              {t('plan.form.copy')}
            </Button>
            <Button
              variant="default"
              size="sm"
              color="red"
              leftSection={<IconTrash size={18} aria-hidden />}
              onClick={() => {
                editor.say(t('plan.announce.deleted', { name: elementTitle(element, words) }));
                editor.remove(element.id);
              }}
            >
              {t('plan.form.remove')}
            </Button>
          </>
        )}
      </Group>
    </div>
  );
}

type OneProps = { editor: PlanEditor; element: PlanElement };

function MeasureField({ editor, element, onChange }: OneProps & { onChange(measure: string | null): void }) {
  const { t, language } = useWords();
  const fitting = editor.measures.filter(({ elements }) => elements.includes(element.type));
  const measure = fitting.find(({ code }) => code === element.measure);
  if (fitting.length === 0) return <BasisLine text={null} certainty="our_choice" />;
  return (
    <>
      <Select
        label={t('plan.form.measure')}
        disabled={!editor.mayDraw}
        allowDeselect={false}
        value={measure?.code ?? ''}
        data={[
          ...fitting.map(({ code, name }) => ({ value: code, label: name[language] })),
          { value: '', label: t('plan.form.measureNone') },
        ]}
        onChange={(value) => onChange(value === '' ? null : value)}
      />
      {measure === undefined ? null : (
        <div className={styles.honest} data-effect={measure.effect}>
          <b>{t(`plan.effect.grade.${measure.effect}`)}.</b> {measure.says[language]}.
        </div>
      )}
      <BasisLine
        text={measure?.legal?.[language] ?? null}
        certainty={measure?.legal?.certainty ?? 'our_choice'}
      />
    </>
  );
}
