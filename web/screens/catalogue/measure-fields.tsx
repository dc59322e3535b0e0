// What a measure is like: who builds it and when; of one that a province adds also where it may be drawn and whose factor on
// accidents it has.
import { MultiSelect, Select } from '@mantine/core';
import type { MeasureEntry } from '../../../contract/catalogue.ts';
import { CostClass, MeasureOwner, MeasureTerm } from '../../../contract/measure.ts';
import { ElementType } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';

type Props = {
  measure: MeasureEntry;
  /** A national one keeps its elements and its factor. */
  isAdded: boolean;
  /** National measures by code and title. */
  factors: readonly { value: string; label: string }[];
  onChange(measure: MeasureEntry): void;
};

export function MeasureFields({ measure, isAdded, factors, onChange }: Props) {
  const { t } = useWords();
  return (
    <>
      {isAdded ? (
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
        </>
      ) : null}
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
