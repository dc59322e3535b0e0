// Taking back a record of the field at the desk, with the reason: what goes with it is said before, and a slip can be
// undone right after, or later in the list of what was withdrawn.
import { Alert, Button, type ButtonProps, Group, Modal, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { Session } from '../../contract/account.ts';
import type { WithdrawalInput } from '../../contract/withdrawal.ts';
import { useReturnWithdrawn, useWithdraw } from '../field-desk-queries.ts';
import { newId } from '../new-id.ts';
import { useWords } from '../text/words.ts';

/** A record as the screen shows it. */
export type Withdrawable = Pick<WithdrawalInput, 'kind' | 'recordId' | 'baseRevision'> & {
  /** Of a sighting: the only one of its spot, which goes with it. */
  isLast?: boolean;
};

/** Who recorded it, and a planner, may; the server decides in the end. */
export function mayWithdraw({ grants }: Session, { isOwn }: { isOwn: boolean }): boolean {
  return isOwn || grants.some(({ role }) => role === 'planner');
}

type ButtonOwnProps = {
  record: Withdrawable;
  onWithdrawn: () => void;
  look?: Pick<ButtonProps, 'size' | 'variant'>;
};

export function WithdrawButton({ record, onWithdrawn, look = { variant: 'default' } }: ButtonOwnProps) {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button
        {...look}
        leftSection={<IconArrowBackUp size={18} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('fieldDesk.withdraw')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t(`fieldDesk.withdrawTitle.${record.kind}`)}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <WithdrawForm
          record={record}
          onCancel={() => setAsking(false)}
          onWithdrawn={() => {
            setAsking(false);
            onWithdrawn();
          }}
        />
      </Modal>
    </>
  );
}

type FormProps = { record: Withdrawable; onCancel: () => void; onWithdrawn: () => void };

/** Asks why, after saying what goes with the record. */
export function WithdrawForm({ record, onCancel, onWithdrawn }: FormProps) {
  const words = useWords();
  const { t } = words;
  const { isLast = false, ...wanted } = record;
  const { kind } = record;
  const withdraw = useWithdraw();
  const bringBack = useReturnWithdrawn();
  const [reason, setReason] = useState('');
  // One id for one withdrawal, so that pressing twice makes one.
  const [id] = useState(newId);
  const undo = (withdrawalId: string, notice: string): void =>
    bringBack.mutate(withdrawalId, {
      onSuccess: () => notifications.hide(notice),
      onError: (problem) =>
        notifications.update({ id: notice, color: 'red', message: words.problem(problem) }),
    });
  const confirm = (): void =>
    withdraw.mutate(
      { id, ...wanted, reason: reason.trim() },
      {
        onSuccess: (withdrawal) => {
          const notice = `withdrawn ${withdrawal.id}`;
          notifications.show({
            id: notice,
            autoClose: 12_000,
            closeButtonProps: { 'aria-label': t('common.close') },
            title: t('fieldDesk.withdrawDone'),
            message:
              kind === 'photo' ? (
                t('fieldDesk.withdrawKept')
              ) : (
                <Button size="compact-sm" variant="light" onClick={() => undo(withdrawal.id, notice)}>
                  {t('fieldDesk.withdrawUndo')}
                </Button>
              ),
          });
          onWithdrawn();
        },
      },
    );
  return (
    <>
      <Text size="sm">
        {t(isLast ? 'fieldDesk.withdrawLastSighting' : `fieldDesk.withdrawGoes.${kind}`)}{' '}
        {t(kind === 'photo' ? 'fieldDesk.withdrawForGood' : 'fieldDesk.withdrawNote')}
      </Text>
      <Textarea
        mt="sm"
        label={t('fieldDesk.withdrawReason')}
        value={reason}
        maxLength={500}
        rows={2}
        required
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {withdraw.isError ? (
        <Alert color="red" variant="light" role="alert" mt="sm">
          <Text size="sm" c="var(--ink)">
            {words.problem(withdraw.error)}
          </Text>
        </Alert>
      ) : null}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button disabled={reason.trim() === ''} loading={withdraw.isPending} onClick={confirm}>
          {t('fieldDesk.withdraw')}
        </Button>
      </Group>
    </>
  );
}
