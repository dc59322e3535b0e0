// How large an element is and where it stands, in numbers and by steps: the same as dragging on the map, for the keyboard
// and for exact hands.
import { ActionIcon } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconRotate,
  IconRotateClockwise,
} from '@tabler/icons-react';
import type { PlanElement } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';
import styles from './element-form.module.css';
import { SettledMetres } from './element-inputs.tsx';
import { metresOf, middleOf, movedTo, resized, sidesOf } from './element-shapes.ts';
import type { RoadFrame } from './road-frame.ts';
import { type PlanEditor, step } from './use-plan-editor.ts';

type Props = { editor: PlanEditor; element: PlanElement; frame: RoadFrame | null };

export function ElementPlace({ editor, element, frame }: Props) {
  const { t } = useWords();
  return (
    <fieldset className={styles.fields}>
      <legend>{t('plan.form.place')}</legend>
      <Size editor={editor} element={element} />
      {frame === null ? null : <BesideRoad editor={editor} element={element} frame={frame} />}
      <Steps editor={editor} element={element} />
    </fieldset>
  );
}

function Size({ editor, element }: Omit<Props, 'frame'>) {
  const { t } = useWords();
  const { geometry } = element;
  if (geometry.type === 'Point') return null;
  const { length, width } =
    geometry.type === 'LineString' ? { length: metresOf(geometry), width: 0 } : sidesOf(geometry);
  const resize = (size: { length: number; width: number }) =>
    editor.reshape(element, resized(geometry, size), `${element.id} size`);
  return (
    <div className={styles.hours}>
      <SettledMetres
        label={t('plan.form.length')}
        value={rounded(length)}
        min={0.5}
        onChange={(next) => resize({ length: next, width })}
      />
      {geometry.type === 'LineString' ? null : (
        <SettledMetres
          label={t('plan.form.width')}
          value={rounded(width)}
          min={0.5}
          onChange={(next) => resize({ length, width: next })}
        />
      )}
    </div>
  );
}

function BesideRoad({ editor, element, frame }: Props & { frame: RoadFrame }) {
  const { t } = useWords();
  const { alongMetres, acrossMetres } = frame.read(middleOf(element.geometry));
  const put = (along: number, across: number) =>
    editor.reshape(element, movedTo(element.geometry, frame.place(along, across)), `${element.id} place`);
  return (
    <div className={styles.hours}>
      <SettledMetres
        label={t('plan.form.along')}
        value={rounded(alongMetres)}
        min={-1_000}
        onChange={(next) => put(next, acrossMetres)}
      />
      <SettledMetres
        label={t('plan.form.across')}
        value={rounded(acrossMetres)}
        min={-1_000}
        onChange={(next) => put(alongMetres, next)}
      />
    </div>
  );
}

function Steps({ editor, element }: Omit<Props, 'frame'>) {
  const { t } = useWords();
  const { metres, degrees } = step;
  const buttons = [
    { label: t('plan.form.west'), key: 'Alt+←', Icon: IconArrowLeft, run: () => editor.nudge(-metres, 0, 0) },
    { label: t('plan.form.east'), key: 'Alt+→', Icon: IconArrowRight, run: () => editor.nudge(metres, 0, 0) },
    { label: t('plan.form.north'), key: 'Alt+↑', Icon: IconArrowUp, run: () => editor.nudge(0, metres, 0) },
    {
      label: t('plan.form.south'),
      key: 'Alt+↓',
      Icon: IconArrowDown,
      run: () => editor.nudge(0, -metres, 0),
    },
    ...(element.geometry.type === 'Point'
      ? []
      : [
          {
            label: t('plan.form.turnLeft'),
            key: 'Alt+[',
            Icon: IconRotate,
            run: () => editor.nudge(0, 0, degrees),
          },
          {
            label: t('plan.form.turnRight'),
            key: 'Alt+]',
            Icon: IconRotateClockwise,
            run: () => editor.nudge(0, 0, -degrees),
          },
        ]),
  ];
  return (
    <div className={styles.moving}>
      {buttons.map(({ label, key, Icon, run }) => (
        <ActionIcon
          key={label}
          variant="default"
          size={40}
          aria-label={label}
          title={`${label} (${key})`}
          onClick={run}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      ))}
    </div>
  );
}

function rounded(metres: number): number {
  return Math.round(metres * 10) / 10;
}
