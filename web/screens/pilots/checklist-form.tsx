// The checklist of one model: met or not, and what shows it. Saved as a whole.
import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ChecklistAnswer, type GateChecklist, type GateModel } from '../../../contract/gate-model.ts';
import { useModelAct } from '../../pilot-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { withAnswer } from './checklist.ts';
import pageStyles from './pilots.module.css';
import styles from './register.module.css';

type Props = {
  model: GateModel;
  checklist: GateChecklist;
  isReadOnly: boolean;
  onUnsaved(isUnsaved: boolean): void;
};

export function ChecklistForm({ model, checklist, isReadOnly, onUnsaved }: Props) {
  const { t } = useWords();
  const act = useModelAct();
  // Null: as stored.
  const [draft, setDraft] = useState<ChecklistAnswer[] | null>(null);
  const answers = draft ?? model.answers;
  const change = (next: ChecklistAnswer[] | null): void => {
    setDraft(next);
    onUnsaved(next !== null);
  };
  const save = (): void => {
    const { id, schoolId, revision } = model;
    act.mutate(
      { kind: 'answers', id, schoolId, answers, baseRevision: revision },
      { onSuccess: () => change(null) },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <ol className={styles.items}>
        {checklist.items.map((item) => (
          <Item
            key={item.code}
            item={item}
            answer={answers.find(({ code }) => code === item.code)}
            isReadOnly={isReadOnly}
            onChange={(answer) => change(withAnswer(checklist, answers, answer))}
          />
        ))}
      </ol>
      {act.isError ? (
        <ProblemAlert
          title={act.error.key === 'stale-revision' ? t('pilot.register.stale') : t('pilot.failed')}
          problem={act.error}
        />
      ) : null}
      {isReadOnly ? null : (
        <div className={styles.save}>
          <Button type="submit" disabled={draft === null} loading={act.isPending}>
            {t('pilot.register.save')}
          </Button>
          <span role="status" className={pageStyles.soft}>
            {act.isSuccess && draft === null ? t('pilot.register.saved') : ''}
          </span>
        </div>
      )}
    </form>
  );
}

type ItemProps = {
  item: GateChecklist['items'][number];
  answer: ChecklistAnswer | undefined;
  isReadOnly: boolean;
  onChange(answer: ChecklistAnswer): void;
};

const answersInOrder = ['yes', 'no', 'not_applicable'] as const;

function Item({ item, answer, isReadOnly, onChange }: ItemProps) {
  const { t, language } = useWords();
  const { code } = item;
  const text = item.text[language];
  const evidence = answer?.evidence ?? '';
  return (
    <li>
      <Radio.Group
        label={text}
        classNames={{ label: styles.question ?? '' }}
        description={t(item.isSuggestion ? 'pilot.register.sourceSuggested' : 'pilot.register.source', {
          source: item.source,
        })}
        value={answer?.met ?? null}
        readOnly={isReadOnly}
        onChange={(value) => {
          const met = ChecklistAnswer.shape.met.safeParse(value).data;
          if (met !== undefined) onChange({ code, met, evidence });
        }}
      >
        <div className={styles.answers}>
          {answersInOrder.map((each) => (
            <Radio key={each} value={each} label={t(`pilot.register.${each}`)} disabled={isReadOnly} />
          ))}
        </div>
      </Radio.Group>
      {answer === undefined ? null : isReadOnly ? (
        <p className={pageStyles.soft}>{evidence}</p>
      ) : (
        <Stack gap={0} mt={6}>
          <TextInput
            aria-label={`${t('pilot.register.evidence')}: ${text}`}
            placeholder={t('pilot.register.evidence')}
            maxLength={500}
            value={evidence}
            onChange={(event) => onChange({ ...answer, evidence: event.currentTarget.value })}
          />
        </Stack>
      )}
    </li>
  );
}
