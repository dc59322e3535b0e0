// The outbox: every item with its state in words, and what can be done about it.
import { Alert, Button, FileButton, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteTrack } from '../../../contract/survey.ts';
import { call } from '../../api.ts';
import { formatMoment } from '../../format.ts';
import { backUp, takeIn } from '../../outbox/backup.ts';
import { keepMine, keepTheirs, mayDiscard, type OutboxItem } from '../../outbox/item.ts';
import { standsInTheWay } from '../../outbox/queue.ts';
import { changeItem, putBack, type Removed, removeItem } from '../../outbox/store.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import { itemTitle, itemTrouble } from './item-words.ts';
import { StorageNotes } from './storage-notes.tsx';
import { Versions } from './versions.tsx';

export function OutboxPage() {
  const words = useWords();
  const { t } = words;
  const { store, items, session, packRow } = useField();
  const [removed, setRemoved] = useState<Removed | null>(null);
  const byId = new Map(items.map((item) => [item.id, item]));
  const codes = packRow?.pack.codes ?? null;
  const ordered = [...items].sort(
    (a, b) => Number(a.state === 'sent') - Number(b.state === 'sent') || b.seq - a.seq,
  );
  const download = async () => {
    const url = URL.createObjectURL(await backUp(store, new Date()));
    const link = document.createElement('a');
    link.href = url;
    link.download = `hop-gui-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    URL.revokeObjectURL(url);
  };
  const take = async (file: File | null) => {
    if (file === null) return;
    try {
      const taken = await takeIn(store, await file.text(), session.account.id);
      notifications.show({
        message: t('field.outbox.taken', { shown: words.count(taken.length) }),
        closeButtonProps: { 'aria-label': t('common.close') },
      });
    } catch {
      notifications.show({
        color: 'red',
        message: t('field.outbox.badFile'),
        closeButtonProps: { 'aria-label': t('common.close') },
      });
    }
  };
  const discard = async (item: OutboxItem) => setRemoved(await removeItem(store, item.id));
  return (
    <FieldFrame title={t('field.outbox.title')} back="">
      {removed === null ? null : (
        <Alert withCloseButton onClose={() => setRemoved(null)}>
          <Group justify="space-between">
            {t('field.outbox.discarded', { shown: words.count(removed.items.length) })}
            <Button onClick={() => void putBack(store, removed).then(() => setRemoved(null))}>
              {t('field.outbox.undo')}
            </Button>
          </Group>
        </Alert>
      )}
      <StorageNotes />
      {items.length === 0 ? <p>{t('field.outbox.empty')}</p> : null}
      <ul className={styles.rows}>
        {ordered.map((item) => {
          const blocking = standsInTheWay(item, byId)[0];
          const trouble = itemTrouble(item, words);
          return (
            <li key={item.id} className={styles.row} data-state={item.state}>
              <span className={styles.line}>
                <strong>{itemTitle(item, codes, words)}</strong>
                <span
                  className={
                    item.state === 'conflict' || item.state === 'refused' ? styles.late : styles.soft
                  }
                >
                  {t(`field.outbox.state.${item.state}`)}
                </span>
              </span>
              <span className={styles.soft}>
                {t('field.outbox.savedAt', { when: formatMoment(item.savedAt, session.territory.timeZone) })}
                {item.accountId === session.account.id ? '' : ` · ${t('field.outbox.other')}`}
              </span>
              {trouble === null ? null : <span>{trouble}</span>}
              {blocking === undefined ? null : (
                <span className={styles.soft}>
                  {t('field.outbox.waits', { what: itemTitle(blocking, codes, words) })}
                </span>
              )}
              {item.state === 'conflict' ? <Versions item={item} /> : null}
              <ItemActions item={item} onDiscard={() => void discard(item)} />
            </li>
          );
        })}
      </ul>
      <Group grow>
        <Button size="lg" variant="default" onClick={() => void download()}>
          {t('field.outbox.backUp')}
        </Button>
        <FileButton accept="application/json" onChange={(file) => void take(file)}>
          {(props) => (
            <Button size="lg" variant="default" {...props}>
              {t('field.outbox.takeIn')}
            </Button>
          )}
        </FileButton>
      </Group>
      {items.some((item) => item.state === 'sent') ? (
        <Button variant="subtle" onClick={() => void store.items.where('state').equals('sent').delete()}>
          {t('field.outbox.clear')}
        </Button>
      ) : null}
    </FieldFrame>
  );
}

function ItemActions({ item, onDiscard }: { item: OutboxItem; onDiscard: () => void }) {
  const { t } = useWords();
  const { store, send } = useField();
  const change = async (next: (item: OutboxItem) => OutboxItem) => {
    await changeItem(store, item.id, next);
    void send();
  };
  const schoolId = 'schoolId' in item.body ? item.body.schoolId : undefined;
  const dropTrack = async () => {
    await call(deleteTrack, { params: { id: item.id } });
    notifications.show({
      message: t('field.outbox.trackDeleted'),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };
  return (
    <Group gap="xs">
      {item.state === 'conflict' ? (
        <>
          <Button onClick={() => void change(keepMine)}>{t('field.outbox.mine')}</Button>
          <Button variant="default" onClick={() => void change((one) => keepTheirs(one, new Date()))}>
            {t('field.outbox.theirs')}
          </Button>
        </>
      ) : null}
      {item.state === 'refused' || (item.state === 'waiting' && item.notBefore !== null) ? (
        <Button
          variant="default"
          onClick={() => void change((one) => ({ ...one, state: 'waiting', notBefore: null, problem: null }))}
        >
          {t('field.outbox.retry')}
        </Button>
      ) : null}
      {item.kind === 'finding' && item.state !== 'sending' && typeof schoolId === 'string' ? (
        <Button component={Link} variant="default" to={`/khao-sat/truong/${schoolId}/bat-cap/${item.id}`}>
          {t('field.outbox.edit')}
        </Button>
      ) : null}
      {item.kind === 'walk' && item.state === 'sent' ? (
        <Button variant="default" onClick={() => void dropTrack()}>
          {t('field.outbox.deleteTrack')}
        </Button>
      ) : null}
      {mayDiscard(item) ? (
        <Button variant="subtle" c="var(--alarm)" onClick={onDiscard}>
          {t('field.outbox.discard')}
        </Button>
      ) : null}
    </Group>
  );
}
