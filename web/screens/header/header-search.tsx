// The search in the head of the page: a box on a desk; on a phone a button that lays the box over the whole head.
import { ActionIcon } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../../text/words.ts';
import styles from './search-box.module.css';
import { SearchBox } from './search-box.tsx';
import { useSearchKeys } from './search-keys.ts';

export function HeaderSearch({ isWide }: { isWide: boolean }) {
  return isWide ? <DeskSearch /> : <PhoneSearch />;
}

function DeskSearch() {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  useSearchKeys(() => {
    input.current?.focus();
    input.current?.select();
  });
  return (
    <search className={styles.desk} aria-label={t('search.open')}>
      <SearchBox input={input} />
    </search>
  );
}

function PhoneSearch() {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useSearchKeys(() => setOpen(true));
  useLayoutEffect(() => {
    if (isOpen) input.current?.focus();
  }, [isOpen]);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <ActionIcon
        ref={button}
        className={styles.open ?? ''}
        variant="subtle"
        color="gray.8"
        size={44}
        aria-label={t('search.open')}
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <IconSearch size={24} stroke={1.6} aria-hidden />
      </ActionIcon>
      {isOpen ? (
        <search
          className={styles.phone}
          aria-label={t('search.open')}
          onKeyDown={(event) => {
            // The first Escape closes the list of results, the next one the search.
            if (event.key === 'Escape' && input.current?.getAttribute('aria-expanded') !== 'true') close();
          }}
        >
          <SearchBox input={input} onChosen={close} />
          <ActionIcon
            variant="subtle"
            color="gray.8"
            size={44}
            aria-label={t('search.close')}
            onClick={close}
          >
            <IconX size={24} stroke={1.6} aria-hidden />
          </ActionIcon>
        </search>
      ) : null}
    </>
  );
}
