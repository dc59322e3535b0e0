// The search of the map screen: a box with grouped results below it; choosing one flies there and opens or marks it.
import { CloseButton, Combobox, Kbd, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconBuildingCommunity, IconMapPin, IconRoad, IconSchool, IconSearch } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import { searchLength } from '../../../contract/search.ts';
import { useSearch } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { usePlanning } from '../planning/planning-context.tsx';
import styles from './search-box.module.css';
import { useSlashKey } from './search-keys.ts';
import { type SearchGroup, type SearchRow, searchGroups } from './search-rows.ts';

const icons = {
  places: IconMapPin,
  schools: IconSchool,
  units: IconBuildingCommunity,
  roads: IconRoad,
} as const satisfies Record<SearchGroup, unknown>;

/** A question is asked once the typing has rested this long, milliseconds. */
const restMs = 200;

type Props = { input: RefObject<HTMLInputElement | null>; onChosen?: (() => void) | undefined };

export function SearchBox({ input, onChosen }: Props) {
  const words = useWords();
  const { t } = words;
  const { open, found, markFound } = usePlanning();
  const [isSlashOn] = useSlashKey();
  const [text, setText] = useState('');
  const [question, setQuestion] = useState('');
  const ask = useDebouncedCallback((typed: string) => setQuestion(typed.trim()), restMs);
  const results = useSearch(question);
  const combobox = useCombobox();
  const { selectFirstOption, resetSelectedOption, closeDropdown, openDropdown } = combobox;

  // On a phone the box is closed after a choice, and its mark stays on the map.
  const isClear = text === '' && found === null;
  const typed = text.trim();
  const isShort = typed.length < searchLength.least;
  const isCurrent = !isShort && typed === question && !results.isPlaceholderData;
  const groups = isShort || results.data === undefined ? [] : searchGroups(results.data, words);
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const placeReason = isCurrent ? (results.data?.placeReason ?? null) : null;

  useEffect(() => {
    // Enter takes the first result, but never one of the question before.
    if (isCurrent && count > 0) selectFirstOption();
    else resetSelectedOption();
  }, [isCurrent, count, selectFirstOption, resetSelectedOption]);

  function message(): string | null {
    if (isShort) return t('search.short', { count: searchLength.least });
    if (isCurrent && results.isError) return words.problem(results.error);
    if (count > 0) return placeReason === null ? null : t(`search.reason.${placeReason}`);
    if (!isCurrent || results.isPending) return t('search.searching');
    return placeReason === null ? t('search.none', { text: typed }) : t(`search.reason.${placeReason}`);
  }

  function choose({ title, action }: SearchRow): void {
    setText(title);
    closeDropdown();
    if (action.kind === 'open') {
      markFound(null);
      open({ kind: 'school', id: action.school }, action.place);
    } else {
      markFound(action.found, action.target);
    }
    onChosen?.();
  }

  function clear(): void {
    setText('');
    ask('');
    closeDropdown();
    markFound(null);
    input.current?.focus();
  }

  const said = message();
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      zIndex={450}
      shadow="md"
      onOptionSubmit={(value) => {
        const row = groups.flatMap(({ rows }) => rows).find((each) => each.value === value);
        if (row !== undefined) choose(row);
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={input}
          className={styles.box ?? ''}
          aria-label={t('search.label')}
          aria-keyshortcuts={isSlashOn ? '/ Control+K' : 'Control+K'}
          placeholder={t('search.placeholder')}
          maxLength={searchLength.most}
          spellCheck={false}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSectionWidth={isClear ? 54 : 40}
          rightSection={
            isClear ? (
              isSlashOn && <Kbd aria-hidden>/</Kbd>
            ) : results.isFetching ? (
              <Loader size={16} />
            ) : (
              <CloseButton aria-label={t('search.clear')} onClick={clear} />
            )
          }
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            ask(event.currentTarget.value);
            resetSelectedOption();
            openDropdown();
          }}
          onClick={() => {
            if (typed !== '') openDropdown();
          }}
          onBlur={() => closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options className={styles.list ?? ''} aria-label={t('search.label')}>
          {groups.map(({ group, rows }) => {
            const Icon = icons[group];
            return (
              <Combobox.Group key={group} label={t(`search.group.${group}`)}>
                {rows.map(({ value, title, detail }) => (
                  <Combobox.Option key={value} value={value} className={styles.row ?? ''}>
                    <Icon size={18} stroke={1.6} aria-hidden />
                    <span className={styles.title}>{title}</span>
                    <span className={styles.detail}>{detail}</span>
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            );
          })}
          {said === null ? null : (
            <Combobox.Option value="" disabled className={styles.message ?? ''}>
              {said}
            </Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
      <span role="status" className="for-readers">
        {!combobox.dropdownOpened ? '' : isCurrent && count > 0 ? t('search.found', { count }) : (said ?? '')}
      </span>
    </Combobox>
  );
}
