// The form of one entry of a province: what stands in the place of the national entry, and from which day.
import { Button, Checkbox, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CatalogueEntry, type CatalogueKind, type CatalogueLine } from '../../../contract/catalogue.ts';
import { usePutOverride } from '../../catalogue-queries.ts';
import { newId } from '../../new-id.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import pageStyles from '../pilots/pilots.module.css';

type Props = { kind: CatalogueKind; line: CatalogueLine; unitId: string; today: string; onClose(): void };

export function EntryDialog({ kind, line, unitId, today, onClose }: Props) {
  const { t, language } = useWords();
  const { code, national, own } = line;
  const shown = own?.entry ?? national;
  const put = usePutOverride();
  // One for each thing that may be sent, so that sending it twice is one change.
  const [ids] = useState(() => ({ own: newId(), back: newId() }));
  const [title, setTitle] = useState(shown.title);
  const [minimumMetres, setMinimum] = useState(shown.minimumMetres);
  const [source, setSource] = useState(shown.source);
  const [isSuggestion, setSuggestion] = useState(shown.isSuggestion);
  const [validFrom, setFrom] = useState(today);
  const [isTried, setTried] = useState(false);
  const entry = CatalogueEntry.safeParse({ title, minimumMetres, source, isSuggestion }).data;
  const isComplete =
    entry !== undefined &&
    validFrom !== '' &&
    (entry.minimumMetres === null) === (national.minimumMetres === null);
  const send = (id: string, sent: CatalogueEntry | null): void =>
    put.mutate({ id, unitId, kind, code, entry: sent, validFrom }, { onSuccess: onClose });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('catalogue.editOf', { title: national.title[language] })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
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
            onChange={(event) => setTitle({ ...title, vi: event.currentTarget.value })}
            data-autofocus
          />
          <TextInput
            label={t('catalogue.form.titleEn')}
            required
            maxLength={300}
            value={title.en}
            onChange={(event) => setTitle({ ...title, en: event.currentTarget.value })}
          />
          {national.minimumMetres === null ? null : (
            <NumberInput
              label={t('catalogue.form.minimum')}
              required
              min={0.5}
              max={20}
              step={0.5}
              decimalScale={2}
              decimalSeparator={language === 'vi' ? ',' : '.'}
              value={minimumMetres ?? ''}
              onChange={(value) => setMinimum(typeof value === 'number' ? value : null)}
            />
          )}
          <TextInput
            label={t('catalogue.form.source')}
            description={t('catalogue.form.sourceHint')}
            required
            maxLength={300}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          <Checkbox
            label={t('catalogue.form.suggestion')}
            checked={isSuggestion}
            onChange={(event) => setSuggestion(event.currentTarget.checked)}
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
            {own?.entry === undefined || own.entry === null ? null : (
              <Button
                variant="default"
                disabled={put.isPending || validFrom === ''}
                onClick={() => send(ids.back, null)}
              >
                {t('catalogue.form.back')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
