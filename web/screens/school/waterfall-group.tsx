// One group of the waterfall: its sum on a line, its parts behind it.
import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { partDigits } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { AccidentLink } from './accident-link.tsx';
import styles from './waterfall.module.css';
import { WaterfallBar } from './waterfall-bar.tsx';
import type { PartStep, StepGroup, Waterfall } from './waterfall-steps.ts';
import { groupName, partAmount, partName, partNote } from './waterfall-words.ts';

/** The largest parts come first; this many are enough to see what matters. */
const firstParts = 8;

export function WaterfallGroup({ group, sums }: { group: StepGroup; sums: Waterfall }) {
  const words = useWords();
  const { t } = words;
  const [isOpen, setOpen] = useState(false);
  const [isLong, setLong] = useState(false);
  const isEmpty = group.steps.length === 0;
  const single = group.steps.length === 1 ? group.steps[0]?.part : undefined;
  // The sum of one neighbouring unit says all there is.
  const isWhole = single !== undefined && (group.kind === 'base' || group.kind === 'neighbour_accidents');
  const hasParts = !isEmpty && !isWhole;
  const count = group.steps.length;
  const line = (
    <>
      <span className={styles.groupName}>
        {hasParts ? (
          <IconChevronRight size={16} className={styles.turn} data-open={isOpen} aria-hidden />
        ) : null}
        <span>
          {groupName(group.kind, words)}
          <small>
            {group.kind === 'base' ? t('waterfall.baseNote') : null}
            {group.kind === 'attribute'
              ? isEmpty
                ? t('waterfall.noAttributes')
                : t('waterfall.attributesNote', { count })
              : null}
            {group.kind === 'accident' ? t('common.accidents', { count, shown: words.count(count) }) : null}
            {group.kind === 'neighbour_accidents' ? (
              <>
                {single === undefined ? null : `${partName(single, words)}. `}
                {t('waterfall.neighbourNote')}
              </>
            ) : null}
          </small>
        </span>
      </span>
      {isEmpty ? <span /> : <WaterfallBar step={group} sums={sums} tone="group" />}
      <span className={`${styles.amount} numbers`}>
        {words.change(group.amount, partDigits(sums.total))}
        {isEmpty || sums.total <= 0 ? null : <small>{words.share(group.amount / sums.total)}</small>}
      </span>
    </>
  );
  if (!hasParts) return <div className={styles.group}>{line}</div>;
  return (
    <>
      <button type="button" className={styles.group} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {line}
      </button>
      {isOpen ? (
        <ul className={styles.parts}>
          {group.kind === 'attribute' ? (
            <li className={styles.note}>{t('waterfall.attributesSplit')}</li>
          ) : null}
          {(isLong ? group.steps : group.steps.slice(0, firstParts)).map((step) => (
            <PartLine key={`${step.part.code} ${step.start}`} step={step} sums={sums} />
          ))}
          {isLong || count <= firstParts ? null : (
            <li>
              <Button variant="subtle" size="compact-sm" my={6} onClick={() => setLong(true)}>
                {t('waterfall.moreParts', { count: count - firstParts })}
              </Button>
            </li>
          )}
        </ul>
      ) : null}
    </>
  );
}

function PartLine({ step, sums }: { step: PartStep; sums: Waterfall }) {
  const words = useWords();
  const { part } = step;
  const note = partNote(part, words);
  const { accident } = part;
  const line = (
    <>
      <span>{partName(part, words)}</span>
      <WaterfallBar step={step} sums={sums} tone={part.direction === 'lowers' ? 'lowering' : 'part'} />
      <span className={`${styles.amount} numbers`}>{partAmount(part, partDigits(sums.total), words)}</span>
      {note === null ? null : (
        <small className={styles.note} data-direction={part.direction}>
          {note}
        </small>
      )}
    </>
  );
  return (
    <li>
      {accident === undefined ? (
        <div className={styles.part}>{line}</div>
      ) : (
        <AccidentLink className={styles.part} id={accident.id}>
          {line}
        </AccidentLink>
      )}
    </li>
  );
}
