// Two people changed one plan: nothing is thrown away until the person has chosen.
import { Button, Modal, Stack } from '@mantine/core';
import { type Plan, type PlanContent, PlanElement } from '../../../contract/plan.ts';
import { formatMoment } from '../../format.ts';
import { newId } from '../../new-id.ts';
import { usePutPlan } from '../../plan-queries.ts';
import { useWords, type Words } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import styles from './dialogs.module.css';
import { elementTitle } from './element-words.ts';
import type { PlanEditor } from './use-plan-editor.ts';

type Props = { editor: PlanEditor; theirs: Plan; who: string; timeZone: string };

export function ConflictDialog({ editor, theirs, who, timeZone }: Props) {
  const words = useWords();
  const { t } = words;
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
        <ul className={styles.differences}>
          {differences(content, theirs.content, words).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
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

/** What only one of two drawings has, and what both have in different ways, a sentence each. */
function differences(mine: PlanContent, theirs: PlanContent, words: Words): string[] {
  const { t } = words;
  const list = (elements: readonly PlanElement[]): string =>
    elements.map((element) => elementTitle(element, words)).join(', ');
  const onlyIn = (one: PlanContent, other: PlanContent): PlanElement[] =>
    one.elements.filter(({ id }) => !other.elements.some((each) => each.id === id));
  const differing = mine.elements.filter((element) =>
    theirs.elements.some((each) => each.id === element.id && !isSame(each, element)),
  );
  return [
    { key: 'onlyTheirs', elements: onlyIn(theirs, mine) } as const,
    { key: 'onlyMine', elements: onlyIn(mine, theirs) } as const,
    { key: 'differ', elements: differing } as const,
  ].flatMap(({ key, elements }) =>
    elements.length === 0 ? [] : [t(`plan.conflict.${key}`, { list: list(elements) })],
  );
}

/** Whether two are the same but for the order of their keys, which parsing makes that of the contract. */
function isSame(one: PlanElement, other: PlanElement): boolean {
  return JSON.stringify(PlanElement.parse(one)) === JSON.stringify(PlanElement.parse(other));
}
