// What a measure that a province adds is like: where it may be drawn, whose factor on accidents it has, who builds it.
import { MultiSelect, Select } from '@mantine/core';
import type { AddedMeasure } from '../../../contract/catalogue.ts';
import { CostClass, MeasureOwner, MeasureTerm } from '../../../contract/measure.ts';
import { ElementType } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';

type Props = {
  measure: AddedMeasure;
  /** National measures by code and title. */
  factors: readonly { value: string; label: string }[];
  onChange(measure: AddedMeasure): void;
};

export function MeasureFields({ measure, factors, onChange }: Props) {
  const { t } = useWords();
  return (
    <>
      <MultiSelect
        label={t('catalogue.form.elements')}
        required
        searchable
        value={measure.elements}
        data={ElementType.options.map((value) => ({ value, label: t(`plan.element.${value}`) }))}
        onChange={(values) =>
          onChange({ ...measure, elements: ElementType.options.filter((type) => values.includes(type)) })
        }
      />
      <Select
        label={t('catalogue.form.factor')}
        description={t('catalogue.form.factorHint')}
        allowDeselect={false}
        value={measure.factorOf ?? ''}
        data={[{ value: '', label: t('catalogue.form.factorNone') }, ...factors]}
        onChange={(value) => onChange({ ...measure, factorOf: value === '' ? null : value })}
      />
      <Select
        label={t('plan.form.owner')}
        allowDeselect={false}
        value={measure.owner}
        data={MeasureOwner.options.map((value) => ({ value, label: t(`plan.ownerOf.${value}`) }))}
        onChange={(value) => onChange({ ...measure, owner: MeasureOwner.parse(value) })}
      />
      <Select
        label={t('plan.form.term')}
        allowDeselect={false}
        value={measure.term}
        data={MeasureTerm.options.map((value) => ({ value, label: t(`plan.termOf.${value}`) }))}
        onChange={(value) => onChange({ ...measure, term: MeasureTerm.parse(value) })}
      />
      <Select
        label={t('plan.form.cost')}
        allowDeselect={false}
        value={measure.cost}
        data={CostClass.options.map((value) => ({ value, label: t(`plan.costOf.${value}`) }))}
        onChange={(value) => onChange({ ...measure, cost: CostClass.parse(value) })}
      />
    </>
  );
}
