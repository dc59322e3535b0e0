// The typical model offered while nothing is drawn.
import { Button } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import type { School } from '../../../contract/facts.ts';
import type { PlanGround } from '../../../contract/plan-ground.ts';
import { newId } from '../../new-id.ts';
import { useWords } from '../../text/words.ts';
import panelStyles from './panel.module.css';
import { typicalElements } from './typical-model.ts';
import { gatesFrom } from './use-begin-plan.ts';
import type { PlanEditor } from './use-plan-editor.ts';

type Props = { editor: PlanEditor; ground: PlanGround | null; school: School };

export function TypicalStart({ editor, ground, school }: Props) {
  const { t } = useWords();
  if (ground === null) return null;
  if (ground.roads.length === 0) return <p className={panelStyles.soft}>{t('plan.palette.typicalNone')}</p>;
  const { gateId, gateWidthMetres } = editor.content;
  const site = { ground, gates: gatesFrom(school, gateId), gateWidthMetres };
  return (
    <Button
      variant="default"
      fullWidth
      leftSection={<IconTemplate size={18} aria-hidden />}
      onClick={() => editor.addAll(typicalElements(site, editor.measures, newId))}
    >
      {t('plan.palette.typical')}
    </Button>
  );
}
