// Who chooses one school per level: the province, or one of its communes.
import { Select } from '@mantine/core';
import { useWords } from '../../text/words.ts';
import styles from './pilots.module.css';

type Props = {
  units: readonly { id: string; name: string }[];
  unitId: string | null;
  onChoose(unit: string | null): void;
};

/** Nothing where there is no choice. */
export function ChoosingUnit({ units, unitId, onChoose }: Props) {
  const { t } = useWords();
  if (units.length < 2) return null;
  return (
    <Select
      className={styles.unit ?? ''}
      label={t('pilot.unit')}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('pilot.unitNone')}
      value={unitId}
      data={units.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChoose}
    />
  );
}
