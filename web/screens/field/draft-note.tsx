// Says that a form goes on from what was filled in before, and lets one begin anew.
import { Alert, Button, Group } from '@mantine/core';
import { formatMoment } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { useField } from './field-context.tsx';

export function DraftNote({ keptAt, onDrop }: { keptAt: string | null; onDrop: () => void }) {
  const { t } = useWords();
  const { session } = useField();
  if (keptAt === null) return null;
  return (
    <Alert>
      <Group justify="space-between">
        {t('field.draft.goesOn', { moment: formatMoment(keptAt, session.territory.timeZone) })}
        <Button size="md" variant="default" onClick={onDrop}>
          {t('field.draft.anew')}
        </Button>
      </Group>
    </Alert>
  );
}
