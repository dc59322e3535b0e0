// What the rules say of the drawing as it stands: the gravest first, each with its remedy and what it rests on.
import { Button } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { type PlanCost, type PlanFailure, PlanRule } from '../../../contract/plan.ts';
import type { ApiProblem } from '../../api.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import { BasisLine } from './basis-line.tsx';
import { elementTitle } from './element-words.ts';
import styles from './panel.module.css';
import { SeverityMark } from './severity-mark.tsx';
import type { PlanEditor } from './use-plan-editor.ts';

type Check = {
  data: { failures: PlanFailure[]; cost: PlanCost } | undefined;
  error: ApiProblem | null;
  isFetching: boolean;
  refetch(): unknown;
};
type Props = { editor: PlanEditor; check: Check; onShow(failure: PlanFailure): void };

export function CheckPanel({ editor, check, onShow }: Props) {
  const words = useWords();
  const { t } = words;
  const { elements } = editor.content;
  if (elements.length === 0) {
    return <Notice tone="empty" title={t('plan.checks.nothing')} text={t('plan.checks.nothingText')} />;
  }
  if (check.data === undefined) {
    if (check.error !== null) return <Failure problem={check.error} onRetry={() => void check.refetch()} />;
    return <ListSkeleton rows={4} height={90} />;
  }
  const { failures } = check.data;
  if (failures.length === 0) {
    return (
      <Notice
        tone="empty"
        title={t('plan.checks.none')}
        text={t('plan.checks.noneText', { count: elements.length, rules: PlanRule.options.length })}
      />
    );
  }
  return (
    <div className={styles.panel}>
      <p className={styles.summary} role="status">
        {failureSummary(failures, words)}
      </p>
      <ul className={styles.failures}>
        {failures.map((failure) => {
          const named = elements.filter(({ id }) => failure.elementIds.includes(id));
          return (
            <li key={failureKey(failure)} data-severity={failure.severity}>
              <div className={styles.failureHead}>
                <SeverityMark severity={failure.severity} />
                <span>
                  <b>{t(`plan.checks.${failure.severity}`)}</b>
                  {' · '}
                  {named.length === 0
                    ? t('plan.checks.whole')
                    : named.map((element) => elementTitle(element, words)).join(', ')}
                </span>
              </div>
              <p>{failure.says[words.language]}.</p>
              <p>
                <b>{t('plan.checks.remedy')}:</b> {failure.remedy[words.language]}.
              </p>
              <BasisLine text={failure.legalBasis} certainty={failure.certainty} />
              {failure.place === null ? null : (
                <Button
                  variant="default"
                  size="compact-sm"
                  leftSection={<IconMapPin size={16} aria-hidden />}
                  onClick={() => onShow(failure)}
                >
                  {t('plan.checks.fly')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function failureKey({ rule, elementIds, place, says }: PlanFailure): string {
  return [rule, ...elementIds, place?.coordinates.join(), says.en].join(' ');
}

/** "1 phải sửa · 2 nên xem lại · 0 lưu ý". */
function failureSummary(failures: readonly PlanFailure[], { t }: ReturnType<typeof useWords>): string {
  const count = (severity: PlanFailure['severity']) =>
    failures.filter((failure) => failure.severity === severity).length;
  return t('plan.checks.summary', { must: count('must'), warning: count('warning'), note: count('note') });
}
