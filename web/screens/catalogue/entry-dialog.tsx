// The form of one entry of a province: what stands in the place of the national entry, or what the province adds, and
// from which day.
import { Button, Checkbox, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CatalogueEntry, type CatalogueKind, type CatalogueLine } from '../../../contract/catalogue.ts';
import { usePutOverride } from '../../catalogue-queries.ts';
import { newId } from '../../new-id.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import pageStyles from '../pilots/pilots.module.css';
import { MeasureFields } from './measure-fields.tsx';
import { firstEntry, shownEntry } from './shown-entry.ts';

/** An entry that stands in a catalogue; without a line, one that the province adds: to unit costs it adds none. */
export type Edited =
  | { kind: CatalogueKind; line: CatalogueLine }
  | { kind: Exclude<CatalogueKind, 'unit_costs'>; line: null };

type Props = Edited & {
  /** National measures by code and title. */
  factors: readonly { value: string; label: string }[];
  unit: { id: string; name: string };
  today: string;
  onClose(): void;
};

export function EntryDialog({ kind, line, factors, unit, today, onClose }: Props) {
  const { t, language } = useWords();
  const national = line?.national ?? null;
  const shown = (line === null ? null : shownEntry(line)) ?? firstEntry(kind);
  const put = usePutOverride();
  // One for each thing that may be sent, so that sending it twice is one change.
  const [ids] = useState(() => ({ own: newId(), back: newId(), code: `own_${newId().slice(0, 8)}` }));
  const code = line?.code ?? ids.code;
  // Who changes a price stands for it: the words of the suggested one would be untrue of it.
  const isFirstPrice = kind === 'unit_costs' && (line.own?.entry ?? null) === null;
  const [draft, setDraft] = useState(isFirstPrice ? { ...shown, source: '' } : shown);
  const [validFrom, setFrom] = useState(today);
  const [isTried, setTried] = useState(false);
  const { title, minimumMetres, unitCost, source, isSuggestion, measure } = draft;
  const set = (part: Partial<CatalogueEntry>) => setDraft({ ...draft, ...part });
  // Without a document it is a suggestion, and says whose.
  const hasSource = source.trim() !== '';
  const entry = CatalogueEntry.safeParse({
    ...draft,
    source: hasSource ? source : t('catalogue.form.ownSource', { unit: unit.name }),
    isSuggestion: isSuggestion || !hasSource,
  }).data;
  const isComplete =
    entry !== undefined &&
    validFrom !== '' &&
    (entry.minimumMetres === null) === (shown.minimumMetres === null);
  const send = (id: string, sent: CatalogueEntry | null): void =>
    put.mutate({ id, unitId: unit.id, kind, code, entry: sent, validFrom }, { onSuccess: onClose });
  const heading =
    line === null
      ? t(`catalogue.add.${kind}`)
      : t('catalogue.editOf', { title: (national ?? shown).title[language] });
  return (
    <Modal opened onClose={onClose} title={heading} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isComplete) send(ids.own, entry);
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('catalogue.form.titleVi')}
            required
            maxLength={300}
            value={title.vi}
            onChange={(event) => set({ title: { ...title, vi: event.currentTarget.value } })}
            data-autofocus
          />
          <TextInput
            label={t('catalogue.form.titleEn')}
            required
            maxLength={300}
            value={title.en}
            onChange={(event) => set({ title: { ...title, en: event.currentTarget.value } })}
          />
          {shown.minimumMetres === null ? null : (
            <NumberInput
              label={t('catalogue.form.minimum')}
              required
              min={0.5}
              max={20}
              step={0.5}
              decimalScale={2}
              decimalSeparator={language === 'vi' ? ',' : '.'}
              value={minimumMetres ?? ''}
              onChange={(value) => set({ minimumMetres: typeof value === 'number' ? value : null })}
            />
          )}
          {unitCost === null ? null : (
            <NumberInput
              label={t(`catalogue.form.unitCost.${unitCost.per}`)}
              required
              min={0}
              max={100_000}
              decimalScale={3}
              decimalSeparator={language === 'vi' ? ',' : '.'}
              value={unitCost.millionVnd}
              onChange={(value) =>
                typeof value === 'number' && set({ unitCost: { ...unitCost, millionVnd: value } })
              }
            />
          )}
          {measure === null ? null : (
            <MeasureFields
              measure={measure}
              isAdded={national === null}
              factors={factors}
              onChange={(next) => set({ measure: next })}
            />
          )}
          <TextInput
            label={t('catalogue.form.source')}
            description={t('catalogue.form.sourceHint')}
            maxLength={300}
            value={source}
            onChange={(event) => set({ source: event.currentTarget.value })}
          />
          <Checkbox
            label={t('catalogue.form.suggestion')}
            checked={isSuggestion || !hasSource}
            disabled={!hasSource}
            onChange={(event) => set({ isSuggestion: event.currentTarget.checked })}
          />
          <TextInput
            type="date"
            label={t('catalogue.form.from')}
            required
            min={today}
            value={validFrom}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          {isTried && !isComplete ? (
            <p role="alert" className={pageStyles.alarm}>
              {t('catalogue.form.invalid')}
            </p>
          ) : null}
          {put.isError ? <ProblemAlert title={t('catalogue.form.failed')} problem={put.error} /> : null}
          <Group gap="xs">
            <Button type="submit" loading={put.isPending}>
              {t('catalogue.form.save')}
            </Button>
            {line === null || line.own === null || line.own.entry === null ? null : (
              <Button
                variant="default"
                disabled={put.isPending || validFrom === ''}
                onClick={() => send(ids.back, null)}
              >
                {t(national === null ? 'catalogue.form.withdraw' : 'catalogue.form.back')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
