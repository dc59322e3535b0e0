// The last finished runs to choose from: as of which day, by whom, and whether with the shipped parameters.
import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import type { HotspotMethod, RunKind } from '../../../contract/codes.ts';
import type { Run } from '../../../contract/run.ts';
import { formatDay, formatMoment } from '../../format.ts';
import { useFinishedRuns } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { usePlanning } from './planning-context.tsx';
import styles from './run-bar.module.css';
import { linkToRun, newestStandard } from './run-choice.ts';

type Props = { kind: RunKind; method: HotspotMethod | undefined; shown: Run | null | undefined };

export function RunMenu({ kind, method, shown }: Props) {
  const words = useWords();
  const { t } = words;
  const { session, change } = usePlanning();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const list = useFinishedRuns(kind, method, isOpen);
  const runs = list.data?.runs ?? [];
  const standard = newestStandard(runs);
  const choose = (id: string): void => {
    const run = runs.find((each) => each.id === id);
    if (run !== undefined) change(linkToRun(run, run.id === standard?.id));
    close();
  };
  return (
    <Menu
      withInitialFocusPlaceholder={false}
      opened={isOpen}
      onChange={toggle}
      position="bottom-start"
      width={328}
      shadow="md"
      zIndex={390}
    >
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          className={styles.runs ?? ''}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('run.runs')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {runs.length === 0 ? (
          <Menu.Label role="status">
            {list.isPending ? t('common.loading') : list.isError ? words.problem(list.error) : t('run.none')}
          </Menu.Label>
        ) : (
          <Menu.RadioGroup value={shown?.id ?? ''} onChange={choose}>
            {runs.map((run) => (
              <Menu.RadioItem
                key={run.id}
                value={run.id}
                rightSection={
                  <span className={styles.tag} data-own={!run.standard}>
                    {run.standard ? t('run.standard') : t('run.own')}
                  </span>
                }
              >
                {t('run.latest', { day: formatDay(run.asOf) })}
                <small className={styles.by}>
                  {run.requestedBy ?? t('run.byNobody')} ·{' '}
                  {formatMoment(run.finishedAt ?? run.createdAt, session.territory.timeZone)}
                </small>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
