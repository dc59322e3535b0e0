// The plans of one school side by side: what each breaks, changes and costs.
import { Button, Modal, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Plan } from '../../../contract/plan.ts';
import { usePlanAct, usePlans, usePlansCompared } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { IntervalBar } from '../school/interval-bar.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import { Failure, ListSkeleton } from '../states.tsx';
import { totalText } from './cost-words.ts';
import styles from './dialogs.module.css';
import panelStyles from './panel.module.css';

type Props = {
  schoolId: string;
  current: string;
  mayWrite: boolean;
  onChosen(plan: Plan): void;
  onClose(): void;
};

export function CompareDialog({ schoolId, current, mayWrite, onChosen, onClose }: Props) {
  const words = useWords();
  const { t } = words;
  const list = usePlans(schoolId);
  const plans = list.data?.plans ?? [];
  const compared = usePlansCompared(plans.map(({ id }) => id));
  const act = usePlanAct();
  return (
    <Modal
      opened
      onClose={onClose}
      size="90rem"
      title={t('plan.compare.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {list.isPending ? <ListSkeleton rows={3} height={56} /> : null}
      {list.isError ? <Failure problem={list.error} onRetry={() => void list.refetch()} /> : null}
      {plans.length === 1 ? <p className={panelStyles.soft}>{t('plan.compare.only')}</p> : null}
      {plans.length === 0 ? null : (
        <ScrollRegion label={t('plan.compare.title')}>
          <Table className={styles.compare ?? ''} verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                {(['plan', 'checks', 'score', 'avoided', 'benefit', 'cost', 'per'] as const).map((key) => (
                  <Table.Th key={key}>{t(`plan.compare.${key}`)}</Table.Th>
                ))}
                <Table.Th>
                  <span className="for-readers">{t('plan.actions')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {plans.map((plan, i) => {
                const data = compared[i]?.data;
                const effect = data?.effect;
                const must = data?.failures.filter(({ severity }) => severity === 'must').length;
                return (
                  <Table.Tr key={plan.id}>
                    <Table.Th scope="row">
                      {plan.name}
                      <small>
                        {t(`plan.state.${plan.state}`)} · {t('plan.list.count', { count: plan.elementCount })}
                        {plan.id === current ? ` · ${t('plan.compare.this')}` : ''}
                      </small>
                    </Table.Th>
                    <Table.Td>
                      {must === undefined
                        ? '…'
                        : must === 0
                          ? t('plan.compare.none')
                          : t('plan.compare.mustCount', { count: must })}
                    </Table.Td>
                    <Table.Td>
                      {effect === undefined ? (
                        compared[i]?.isError ? (
                          t('plan.list.noEffect')
                        ) : (
                          '…'
                        )
                      ) : (
                        <>
                          <span className="numbers">
                            {t('plan.list.effectShort', {
                              before: words.count(effect.before.score),
                              after: words.count(effect.after.score),
                            })}{' '}
                            ({effect.after.bandShown})
                          </span>
                          <IntervalBar
                            score={effect.after.score}
                            low={effect.after.low}
                            high={effect.after.high}
                            label={t('plan.effect.score', {
                              score: words.count(effect.after.score),
                              low: words.count(effect.after.low),
                              high: words.count(effect.after.high),
                              band: effect.after.bandShown,
                            })}
                          />
                        </>
                      )}
                    </Table.Td>
                    <Table.Td className="numbers">
                      {effect === undefined
                        ? ''
                        : `${words.amount(effect.avoided.median)} (${words.amount(effect.avoided.low)}; ${words.amount(effect.avoided.high)})`}
                    </Table.Td>
                    <Table.Td className="numbers">
                      {effect === undefined ? '' : words.share(effect.probabilityOfBenefit)}
                    </Table.Td>
                    <Table.Td className="numbers">{totalText(plan, words) ?? '–'}</Table.Td>
                    <Table.Td className="numbers">
                      {effect === undefined || effect.avoidedPerMillionVnd === null
                        ? '–'
                        : words.amount(effect.avoidedPerMillionVnd * 1_000)}
                    </Table.Td>
                    <Table.Td>
                      <span className={styles.compareButtons}>
                        {plan.id === current ? null : (
                          <Button
                            size="compact-sm"
                            variant="default"
                            renderRoot={(props) => (
                              <Link to="/quy-hoach/$id" params={{ id: plan.id }} {...props} />
                            )}
                          >
                            {t('plan.compare.open')}
                          </Button>
                        )}
                        {plan.isChosen ? (
                          <b>{t('plan.compare.chosen')}</b>
                        ) : mayWrite ? (
                          <Button
                            size="compact-sm"
                            variant="default"
                            loading={act.isPending && act.variables.id === plan.id}
                            onClick={() =>
                              act.mutate({ kind: 'choose', id: plan.id }, { onSuccess: onChosen })
                            }
                          >
                            {t('plan.compare.choose')}
                          </Button>
                        ) : null}
                      </span>
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </ScrollRegion>
      )}
    </Modal>
  );
}
