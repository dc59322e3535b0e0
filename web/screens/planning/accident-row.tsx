// One accident of a list: when, how grave, where; `remark` is for what a panel adds.
import { IconMapPinOff, IconSchool } from '@tabler/icons-react';
import type { Accident } from '../../../contract/facts.ts';
import { severityColour } from '../../map/colours.ts';
import { useWords } from '../../text/words.ts';
import { accidentMoment, casualties } from './accident-words.ts';
import styles from './list.module.css';

type Props = { accident: Accident; isOpen: boolean; onOpen(): void; remark?: string };

export function AccidentRow({ accident, isOpen, onOpen, remark }: Props) {
  const words = useWords();
  const { t } = words;
  const place = accident.roadName ?? accident.writtenAddress;
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-kind="accident"
        aria-current={isOpen ? 'true' : undefined}
        onClick={onOpen}
      >
        <span
          className={styles.swatch}
          style={{ background: severityColour(accident.severity), width: 14, height: 14 }}
          aria-hidden
        />
        <span>
          <span className={`${styles.title} numbers`}>{accidentMoment(accident, words)}</span>
          <br />
          <span className={styles.sub}>
            {t(`severity.${accident.severity}`)}: {casualties(accident, words)}
            {place === null ? '' : ` · ${place}`}
          </span>
          {remark === undefined ? null : (
            <>
              <br />
              <span className={styles.sub}>{remark}</span>
            </>
          )}
        </span>
        <span className={styles.marks}>
          {accident.pupilInvolved === 'yes' ? (
            <IconSchool size={20} stroke={1.7} aria-label={t('accidents.pupil')} role="img" />
          ) : null}
          {accident.location === null ? (
            <IconMapPinOff size={20} stroke={1.7} aria-label={t('accidents.noPlace')} role="img" />
          ) : null}
        </span>
      </button>
    </li>
  );
}
