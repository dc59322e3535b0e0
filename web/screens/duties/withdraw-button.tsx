// Taking back a finding that was recorded by mistake, with the reason; it leaves every list and stays in the history.
import { Alert, Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { FindingDetail } from '../../../contract/finding.ts';
import { useWithdraw } from '../../field-desk-queries.ts';
import { newId } from '../../new-id.ts';
import { useWords } from '../../text/words.ts';

/** Its author until others act on it, and a planner, may; the server decides in the end. */
export function mayWithdraw(session: Session, finding: FindingDetail): boolean {
  const isPlanner = session.grants.some(({ role }) => role === 'planner');
  return isPlanner || (finding.isOwn && finding.state === 'open' && finding.steps.length === 0);
}

export function WithdrawButton({ finding }: { finding: FindingDetail }) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const withdraw = useWithdraw();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [id] = useState(newId);
  const confirm = (): void =>
    withdraw.mutate(
      { id, kind: 'finding', recordId: finding.id, baseRevision: finding.revision, reason: reason.trim() },
      { onSuccess: () => void navigate({ to: '/cong-viec', search: {} }) },
    );
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={18} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('fieldDesk.withdraw')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('fieldDesk.withdrawTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text size="sm">{t('fieldDesk.withdrawNote')}</Text>
        <Textarea
          mt="sm"
          label={t('fieldDesk.withdrawReason')}
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
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
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('common.close')}
          </Button>
          <Button disabled={reason.trim() === ''} loading={withdraw.isPending} onClick={confirm}>
            {t('fieldDesk.withdraw')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
