// Taking a whole import back, after a question; when that cannot be, the server says what stands in the way.
import { Button, Group, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useUndoImport } from '../../import-queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from './problem-alert.tsx';

export function UndoButton({ id }: { id: string }) {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  const undo = useUndoImport();
  const confirm = (): void => {
    setAsking(false);
    undo.mutate(id, {
      onSuccess: () =>
        notifications.show({
          message: t('data.undo.done'),
          closeButtonProps: { 'aria-label': t('common.close') },
        }),
    });
  };
  return (
    <>
      {undo.isError ? <ProblemAlert title={t('data.undo.failed')} problem={undo.error} /> : null}
      <Group>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} aria-hidden />}
          loading={undo.isPending}
          onClick={() => setAsking(true)}
        >
          {t('data.undo.action')}
        </Button>
      </Group>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('data.undo.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text>{t('data.undo.text')}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('common.cancel')}
          </Button>
          <Button color="red.9" onClick={confirm}>
            {t('data.undo.confirm')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
