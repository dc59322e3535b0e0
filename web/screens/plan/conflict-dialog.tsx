// Two people changed one plan: nothing is thrown away until the person has chosen.
import { Button, Modal, Stack } from '@mantine/core';
import type { Plan } from '../../../contract/plan.ts';
import { formatMoment } from '../../format.ts';
import { newId } from '../../new-id.ts';
import { usePutPlan } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import type { PlanEditor } from './use-plan-editor.ts';

type Props = { editor: PlanEditor; theirs: Plan; who: string; timeZone: string };

export function ConflictDialog({ editor, theirs, who, timeZone }: Props) {
  const { t } = useWords();
  const put = usePutPlan();
  const { content } = editor;
  const keepBoth = (): void => {
    const name = t('plan.conflict.copyName', { name: content.name, who }).slice(0, 120);
    // Ids of elements are one plan's own, and a copy is another plan.
    const elements = content.elements.map((element) => ({ ...element, id: newId() }));
    put.mutate(
      { id: newId(), content: { ...content, name, elements }, baseRevision: undefined },
      { onSuccess: () => editor.restart(theirs) },
    );
  };
  const keepMine = (): void => {
    editor.setPlan(theirs);
    editor.save.retry();
  };
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('plan.conflict.title')}
    >
      <Stack gap="sm">
        <p>
          {t('plan.conflict.text', {
            who: theirs.updatedBy ?? t('plan.conflict.somebody'),
            when: formatMoment(theirs.updatedAt, timeZone),
            count: theirs.elementCount,
            own: content.elements.length,
          })}
        </p>
        {put.isError ? <ProblemAlert title={t('plan.failed')} problem={put.error} /> : null}
        <Button
          loading={put.isPending}
          onClick={keepBoth}
          h="auto"
          py={10}
          styles={{ label: { whiteSpace: 'normal' } }}
        >
          {t('plan.conflict.both')}
        </Button>
        <Button
          variant="default"
          onClick={keepMine}
          h="auto"
          py={10}
          styles={{ label: { whiteSpace: 'normal' } }}
        >
          {t('plan.conflict.mine')}
        </Button>
        <Button variant="default" onClick={() => editor.restart(theirs)}>
          {t('plan.conflict.theirs')}
        </Button>
      </Stack>
    </Modal>
  );
}
