// Two records side by side: which one stays, and of each field that differs, which value.
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { DuplicatePair, MergeField } from '../../../contract/quality.ts';
import { formatDay } from '../../format.ts';
import { newId } from '../../new-id.ts';
import { useKeepApart, useMergeAccidents } from '../../quality-queries.ts';
import { useWords } from '../../text/words.ts';
import styles from './data.module.css';
import { comparedFields, usualTake } from './merge-choice.ts';
import { ProblemAlert } from './problem-alert.tsx';
import quality from './quality.module.css';
import { WideRegion } from './wide-region.tsx';

type Side = 'first' | 'second';
const sides: readonly Side[] = ['first', 'second'];

export function DuplicateCard({ pair }: { pair: DuplicatePair }) {
  const words = useWords();
  const { t, count } = words;
  const [kept, setKept] = useState<Side>('first');
  const other: Side = kept === 'first' ? 'second' : 'first';
  const [take, setTake] = useState<ReadonlySet<MergeField>>(new Set(usualTake(pair.first, pair.second)));
  // One id for one decision: a repeat after a lost reply is the same merge.
  const [id] = useState(newId);
  const merge = useMergeAccidents();
  const apart = useKeepApart();
  const isBusy = merge.isPending || apart.isPending;
  const problem = merge.error ?? apart.error;

  const keep = (side: Side): void => {
    setKept(side);
    setTake(new Set(usualTake(pair[side], pair[side === 'first' ? 'second' : 'first'])));
  };
  const choose = (field: MergeField, side: Side): void => {
    const next = new Set(take);
    if (side === kept) next.delete(field);
    else next.add(field);
    setTake(next);
  };
  const tell = (message: string) => () =>
    notifications.show({ message, closeButtonProps: { 'aria-label': t('common.close') } });
  const side = (of: Side) => ({ id: pair[of].id, revision: pair[of].revision });

  const fields = comparedFields(pair.first, pair.second, words);
  const heading = [
    formatDay(pair.first.occurredOn),
    t('quality.duplicates.apart', { metres: words.metres(pair.metres) }),
    pair.minutes === null
      ? t('quality.duplicates.unknownTime')
      : pair.minutes === 0
        ? t('quality.duplicates.sameTime')
        : t('quality.duplicates.minutes', { shown: count(pair.minutes) }),
  ].join(' · ');
  return (
    <div className={styles.card}>
      <div className={quality.pairHead}>
        <h2>{heading}</h2>
        <a className={quality.link} href={`/?open=accident:${pair.first.id}`}>
          {t('quality.duplicates.onMap')}
        </a>
      </div>
      <WideRegion label={`${heading}: ${pair.first.sourceKey}, ${pair.second.sourceKey}`}>
        <table className={quality.fields}>
          <thead>
            <tr>
              <th scope="col">{t('quality.duplicates.field')}</th>
              {sides.map((each) => (
                <th key={each} scope="col">
                  <label className={quality.value}>
                    <input
                      type="radio"
                      name={`kept ${id}`}
                      checked={kept === each}
                      onChange={() => keep(each)}
                    />
                    <span>
                      {t(kept === each ? 'quality.duplicates.kept' : 'quality.duplicates.keep')}
                      <span className={quality.source}>
                        {t('quality.duplicates.record', {
                          source: pair[each].source,
                          key: pair[each].sourceKey,
                        })}
                      </span>
                    </span>
                  </label>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map(({ field, differs, ...values }) => (
              <tr key={field} data-differs={differs}>
                <th scope="row">{t(`quality.mergeField.${field}`)}</th>
                {sides.map((each) => {
                  const isTaken = take.has(field) === (each === other);
                  return differs ? (
                    <td key={each} data-taken={isTaken}>
                      <label className={quality.value}>
                        <input
                          type="radio"
                          name={`${field} ${id}`}
                          checked={isTaken}
                          aria-label={t('quality.duplicates.choose', {
                            field: t(`quality.mergeField.${field}`),
                            value: values[each],
                          })}
                          onChange={() => choose(field, each)}
                        />
                        {values[each]}
                      </label>
                    </td>
                  ) : (
                    <td key={each}>{values[each]}</td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </WideRegion>
      {problem === null ? null : <ProblemAlert title={t('quality.duplicates.failed')} problem={problem} />}
      <Group gap="sm">
        <Button
          disabled={isBusy}
          loading={merge.isPending}
          onClick={() =>
            merge.mutate(
              { params: { id }, body: { kept: side(kept), merged: side(other), take: [...take] } },
              { onSuccess: tell(t('quality.duplicates.merged')) },
            )
          }
        >
          {t('quality.duplicates.isOne')}
        </Button>
        <Button
          variant="default"
          disabled={isBusy}
          loading={apart.isPending}
          onClick={() =>
            apart.mutate(
              { first: pair.first.id, second: pair.second.id },
              { onSuccess: tell(t('quality.duplicates.apartDone')) },
            )
          }
        >
          {t('quality.duplicates.areTwo')}
        </Button>
      </Group>
    </div>
  );
}
