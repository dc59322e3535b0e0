// What an element costs: a number that somebody knows, or the unit cost of the catalogue, which says where it is from.
import { Badge, NumberInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ElementCost, PlanElement } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';
import { costClassOf, millions, reckoning } from './cost-words.ts';
import styles from './panel.module.css';

type Props = {
  element: PlanElement;
  /** By unit costs; undefined until it is known. */
  cost: ElementCost | undefined;
  isLocked: boolean;
  onChange(part: Pick<PlanElement, 'costMillionVnd' | 'cost'>): void;
};

export function CostField({ element, cost, isLocked, onChange }: Props) {
  const words = useWords();
  const { t } = words;
  const typed = element.costMillionVnd;
  const change = (costMillionVnd: number | null): void => {
    const amount = costMillionVnd ?? cost?.millionVnd;
    onChange({ costMillionVnd, cost: amount === undefined ? element.cost : costClassOf(amount) });
  };
  const amount = typed ?? cost?.millionVnd ?? null;
  return (
    <>
      <NumberInput
        label={t('plan.cost.label')}
        description={t('plan.cost.class', {
          class: t(`plan.costOf.${amount === null ? element.cost : costClassOf(amount)}`),
        })}
        disabled={isLocked}
        min={0}
        max={1_000_000}
        decimalScale={1}
        decimalSeparator={words.language === 'vi' ? ',' : '.'}
        placeholder={
          cost === undefined ? '' : t('plan.cost.placeholder', { cost: millions(cost.millionVnd, words) })
        }
        value={typed ?? ''}
        onChange={(value) => change(typeof value === 'number' ? value : null)}
      />
      {cost === undefined ? null : (
        <p className={styles.soft}>
          {t(typed === null ? 'plan.cost.byUnit' : 'plan.cost.unitWouldBe', {
            title: cost.title[words.language],
            reckoning: reckoning(cost, words),
            cost: millions(cost.millionVnd, words),
          })}{' '}
          {cost.isSuggestion ? (
            <Badge component="span" className={styles.suggestion ?? ''} variant="default" radius="sm">
              {t('plan.form.suggestion')}
            </Badge>
          ) : null}{' '}
          {cost.source}. <Link to="/truong-diem/danh-muc">{t('plan.cost.edit')}</Link>
        </p>
      )}
    </>
  );
}
