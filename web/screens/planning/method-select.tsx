// The five ways to find hotspots: sign of the map, name, what its list may be used for, and one line of explanation.
import { Select } from '@mantine/core';
import { HotspotMethod } from '../../../contract/codes.ts';
import { iconAddress } from '../../map/icons.ts';
import { useWords } from '../../text/words.ts';
import styles from './method-select.module.css';

type Props = {
  value: HotspotMethod;
  onChange(method: HotspotMethod): void;
  isInDialog?: boolean;
};

export function MethodSelect({ value, onChange, isInDialog = false }: Props) {
  const { t } = useWords();
  return (
    <div>
      <Select
        {...(isInDialog ? { label: t('hotspots.method') } : { 'aria-label': t('hotspots.method') })}
        classNames={{ input: styles.input ?? '', option: styles.option ?? '' }}
        leftSection={<MethodIcon method={value} />}
        data={HotspotMethod.options.map((method) => ({ value: method, label: t(`method.${method}`) }))}
        renderOption={({ option }) => <Option method={HotspotMethod.parse(option.value)} />}
        value={value}
        allowDeselect={false}
        maxDropdownHeight={420}
        comboboxProps={{ zIndex: 500, shadow: 'md' }}
        onChange={(next) => (next === null ? undefined : onChange(HotspotMethod.parse(next)))}
      />
      <p className={styles.about}>
        <b>{t(`methodUse.${value}`)}.</b> {t(`methodAbout.${value}`)}
      </p>
    </div>
  );
}

/** The sign of a method on the map. */
export function MethodIcon({ method }: { method: HotspotMethod }) {
  return <img src={iconAddress(`hotspot-${method}`)} alt="" width={20} height={20} />;
}

function Option({ method }: { method: HotspotMethod }) {
  const { t } = useWords();
  return (
    <span className={styles.choice}>
      <MethodIcon method={method} />
      <span>
        <b>{t(`method.${method}`)}</b> <span className={styles.use}>{t(`methodUse.${method}`)}</span>
        <br />
        <span className={styles.line}>{t(`methodAbout.${method}`)}</span>
      </span>
    </span>
  );
}
