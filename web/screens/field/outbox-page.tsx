// The outbox: every item with its state in words, and what can be done about it.
import { Alert, Button, FileButton, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteTrack } from '../../../contract/survey.ts';
import { call } from '../../api.ts';
import { formatMoment } from '../../format.ts';
import { backUp, takeIn } from '../../outbox/backup.ts';
import { keepMine, keepTheirs, mayDiscard, type OutboxItem } from '../../outbox/item.ts';
import { isDone, standsInTheWay } from '../../outbox/queue.ts';
import { changeItem, putBack, type Removed, removeItem } from '../../outbox/store.ts';
import { withdrawalBody, withdrawalOf } from '../../outbox/withdrawals.ts';
import { useWords } from '../../text/words.ts';
import { Versions } from '../versions/versions.tsx';
import styles from './field.module.css';
import { useField } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import { itemTitle, itemTrouble } from './item-words.ts';
import { StorageNotes } from './storage-notes.tsx';
import { localDay } from './survey-today.ts';
import { useTell } from './tell.ts';

export function OutboxPage() {
  const words = useWords();
  const { t } = words;
  const tell = useTell();
  const { store, items, session, packRow, summary } = useField();
  const [removed, setRemoved] = useState<Removed | null>(null);
  const byId = new Map(items.map((item) => [item.id, item]));
  const pack = packRow?.pack ?? null;
  const ordered = [...items].sort(
    (a, b) => Number(a.state === 'sent') - Number(b.state === 'sent') || b.seq - a.seq,
  );
  const done = items.filter((item) => isDone(item, packRow?.savedAt ?? null)).map(({ id }) => id);
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
      tell(t('field.outbox.taken', { shown: words.count(taken.length) }));
    } catch {
      tell(t('field.outbox.badFile'), 'failed');
    }
  };
  const schoolOf = ({ body }: OutboxItem) =>
    pack?.schools.find(({ id }) => 'schoolId' in body && body.schoolId === id) ?? null;
  const discard = async (item: OutboxItem) => setRemoved(await removeItem(store, item.id));
  /** Of what is withdrawn, how far that has come. */
  const stateWords = (item: OutboxItem) => {
    const withdrawal = withdrawalOf(items, item.id);
    if (withdrawal === undefined) return t(`field.outbox.state.${item.state}`);
    return t(withdrawal.state === 'sent' ? 'field.outbox.withdrawn' : 'field.outbox.withdrawing');
  };
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
                <strong>{itemTitle(item, byId, pack, words)}</strong>
                <span
                  className={
                    item.state === 'conflict' || item.state === 'refused' ? styles.late : styles.soft
                  }
                >
                  {stateWords(item)}
                </span>
              </span>
              <span className={styles.soft}>
                {t('field.outbox.savedAt', { when: formatMoment(item.savedAt, session.territory.timeZone) })}
                {item.accountId === session.account.id ? '' : ` · ${t('field.outbox.other')}`}
              </span>
              {trouble === null ? null : <span>{trouble}</span>}
              {blocking === undefined ? null : (
                <span className={styles.soft}>
                  {t('field.outbox.waits', { what: itemTitle(blocking, byId, pack, words) })}
                </span>
              )}
              {item.state === 'conflict' && item.kind !== 'withdrawal' ? (
                <Versions
                  mine={item.body}
                  theirs={item.current}
                  naming={{ codes: pack?.codes ?? null, school: schoolOf(item) }}
                  mineTitle={t('field.outbox.mineTitle')}
                  timeZone={session.territory.timeZone}
                />
              ) : null}
              <ItemActions item={item} onDiscard={() => void discard(item)} />
            </li>
          );
        })}
      </ul>
      <div className={styles.pair}>
        <Button variant="default" disabled={summary.unsent === 0} onClick={() => void download()}>
          {t('field.outbox.backUp')}
        </Button>
        <FileButton accept="application/json" onChange={(file) => void take(file)}>
          {(props) => (
            <Button variant="default" {...props}>
              {t('field.outbox.takeIn')}
            </Button>
          )}
        </FileButton>
      </div>
      {done.length > 0 ? (
        <Button variant="subtle" onClick={() => void store.items.bulkDelete(done)}>
          {t('field.outbox.clear')}
        </Button>
      ) : null}
    </FieldFrame>
  );
}

function ItemActions({ item, onDiscard }: { item: OutboxItem; onDiscard: () => void }) {
  const { t } = useWords();
  const tell = useTell();
  const { store, items, send } = useField();
  const change = async (next: (item: OutboxItem) => OutboxItem) => {
    await changeItem(store, item.id, next);
    void send();
  };
  const editAddress = withdrawalOf(items, item.id) === undefined ? addressToEdit(item) : null;
  const dropTrack = async () => {
    await call(deleteTrack, { params: { id: item.id } });
    tell(t('field.outbox.trackDeleted'));
  };
  return (
    <Group gap="xs">
      {item.state === 'conflict' ? (
        <>
          <Button onClick={() => void change(keepMine)}>
            {t(item.kind === 'withdrawal' ? 'field.outbox.withdrawStill' : 'field.outbox.mine')}
          </Button>
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
      {editAddress === null ? null : (
        <Button component={Link} variant="default" to={editAddress}>
          {t('field.outbox.edit')}
        </Button>
      )}
      <Withdraw item={item} />
      {item.kind === 'walk' && item.state === 'sent' && withdrawalOf(items, item.id) === undefined ? (
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

/** Where an item is mended: a survey among the places of its school; null for what is thrown away and made anew. */
function addressToEdit(item: OutboxItem): string | null {
  if (item.state === 'sending') return null;
  // Sightings do not change on the server.
  if (item.kind === 'sighting') return mayDiscard(item) ? `/khao-sat/diem-vi-pham/${item.id}` : null;
  const schoolId =
    'schoolId' in item.body && typeof item.body.schoolId === 'string' ? item.body.schoolId : null;
  if (schoolId === null) return null;
  if (item.kind === 'finding') return `/khao-sat/truong/${schoolId}/bat-cap/${item.id}`;
  const isToday = 'surveyedOn' in item.body && item.body.surveyedOn === localDay(new Date());
  return item.kind === 'survey' && isToday ? `/khao-sat/truong/${schoolId}` : null;
}

const withdrawReasons = ['mistake', 'twice', 'place'] as const;

/** Taking back what is on the server, with a reason: it is sent like everything else, at once or when there is a network. */
function Withdraw({ item }: { item: OutboxItem }) {
  const { t } = useWords();
  const { items, session, save } = useField();
  const [isAsking, setAsking] = useState(false);
  const isMine = item.accountId === session.account.id;
  const mayWithdraw = withdrawalBody(item, '') !== null && withdrawalOf(items, item.id) === undefined;
  if (!isMine || !mayWithdraw) return null;
  if (!isAsking)
    return (
      <Button variant="subtle" c="var(--alarm)" onClick={() => setAsking(true)}>
        {t('field.outbox.withdraw')}
      </Button>
    );
  const withdraw = async (reason: string) => {
    const body = withdrawalBody(item, reason);
    if (body !== null) await save([{ kind: 'withdrawal', body }]);
  };
  return (
    <fieldset className={styles.choices}>
      <legend>{t('field.outbox.withdrawWhy')}</legend>
      <Group gap="xs">
        {withdrawReasons.map((reason) => (
          <Button
            key={reason}
            variant="default"
            onClick={() => void withdraw(t(`field.outbox.withdrawReason.${reason}`))}
          >
            {t(`field.outbox.withdrawReason.${reason}`)}
          </Button>
        ))}
        <Button variant="subtle" onClick={() => setAsking(false)}>
          {t('field.outbox.withdrawNot')}
        </Button>
      </Group>
    </fieldset>
  );
}
