// What to do with the tool in hand, over the map: where to tap, how to end, how to leave.
import { Button, SegmentedControl } from '@mantine/core';
import { IconCheck, IconCurrentLocation, IconX } from '@tabler/icons-react';
import type { ElementType } from '../../../contract/plan.ts';
import type { DrawShape } from '../../map/plan-map-types.ts';
import { useWords } from '../../text/words.ts';
import styles from './stage.module.css';
import { Swatch } from './swatch.tsx';
import type { PlanEditor } from './use-plan-editor.ts';

type Props = {
  editor: PlanEditor;
  shape: DrawShape;
  onArea(shape: 'rectangle' | 'polygon'): void;
  onCentre(type: ElementType): void;
};

export function DrawHint({ editor, shape, onArea, onCentre }: Props) {
  const { t } = useWords();
  const { tool, map } = editor;
  if (tool === null) return null;
  const isArea = shape === 'rectangle' || shape === 'polygon';
  return (
    <div className={styles.hint} role="status">
      <span className={styles.hintText}>
        <Swatch type={tool} />
        <span>
          <b>{t(`plan.element.${tool}`)}:</b> {t(`plan.hint.${shape}`)}
        </span>
      </span>
      <span className={styles.hintButtons}>
        {isArea ? (
          <SegmentedControl
            size="xs"
            aria-label={t('plan.hint.areaMode')}
            value={shape}
            onChange={(value) => onArea(value === 'polygon' ? 'polygon' : 'rectangle')}
            data={[
              { value: 'rectangle', label: t('plan.hint.rectangleMode') },
              { value: 'polygon', label: t('plan.hint.polygonMode') },
            ]}
          />
        ) : null}
        {shape === 'line' || shape === 'polygon' ? (
          <Button
            size="compact-sm"
            leftSection={<IconCheck size={16} aria-hidden />}
            onClick={() => map?.finish()}
          >
            {t('plan.hint.done')}
          </Button>
        ) : null}
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCurrentLocation size={16} aria-hidden />}
          onClick={() => onCentre(tool)}
        >
          {t('plan.hint.centre')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => editor.take(null)}
        >
          {t('plan.hint.cancel')}
        </Button>
      </span>
    </div>
  );
}
