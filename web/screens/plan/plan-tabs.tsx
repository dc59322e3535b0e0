// The words beside the map: one element, broken rules, the effect, figures of the gate; on a phone the tools too.
import { Tabs } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';
import type { School } from '../../../contract/facts.ts';
import type { PlanFailure } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';
import { CheckPanel } from './check-panel.tsx';
import { EffectPanel } from './effect-panel.tsx';
import { ElementForm } from './element-form.tsx';
import { FactsPanel } from './facts-panel.tsx';
import styles from './panel.module.css';
import type { RoadFrame } from './road-frame.ts';
import type { PlanEditor } from './use-plan-editor.ts';

export type PlanTab = 'draw' | 'element' | 'checks' | 'effect' | 'facts';

type Props = {
  tab: PlanTab;
  onTab(tab: PlanTab): void;
  editor: PlanEditor;
  frame: RoadFrame | null;
  school: School;
  check: ComponentProps<typeof CheckPanel>['check'];
  failures: readonly PlanFailure[];
  /** Palette and list where they have no panel of their own. */
  tools: ReactNode | null;
  onShow(failure: PlanFailure): void;
  onCompare(): void;
};

/** Our choice: an effect is thousands of draws, so it waits a little longer than the rules. */
const effectAfterMs = 700;

export function PlanTabs({
  tab,
  onTab,
  editor,
  frame,
  school,
  check,
  failures,
  tools,
  onShow,
  onCompare,
}: Props) {
  const { t } = useWords();
  const [rested] = useDebouncedValue(editor.content, effectAfterMs);
  const all: PlanTab[] = ['draw', 'element', 'checks', 'effect', 'facts'];
  const names = all.filter((name) => name !== 'draw' || tools !== null);
  const shown = names.includes(tab) ? tab : 'element';
  const worst = failures[0]?.severity;
  const body = useRef<HTMLDivElement>(null);
  // Another page, or another element, is read from its head.
  const read = `${shown} ${editor.selected}`;
  const lastRead = useRef(read);
  useEffect(() => {
    if (lastRead.current !== read) body.current?.scrollTo(0, 0);
    lastRead.current = read;
  }, [read]);
  return (
    <Tabs
      className={styles.tabs ?? ''}
      value={shown}
      keepMounted={false}
      onChange={(value) => {
        const next = names.find((name) => name === value);
        if (next !== undefined) onTab(next);
      }}
    >
      <Tabs.List aria-label={t('plan.tab.label')}>
        {names.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`plan.tab.${name === 'draw' && !editor.mayDraw ? 'list' : name}`)}
            {name === 'checks' && failures.length > 0 ? (
              <span className={styles.count} data-severity={worst}>
                {failures.length}
              </span>
            ) : null}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <div ref={body} className={styles.tabBody}>
        {tools === null ? null : <Tabs.Panel value="draw">{tools}</Tabs.Panel>}
        <Tabs.Panel value="element">
          <ElementForm
            editor={editor}
            frame={frame}
            failures={failures}
            cost={check.data?.cost}
            onChecks={() => onTab('checks')}
          />
        </Tabs.Panel>
        <Tabs.Panel value="checks">
          <CheckPanel editor={editor} check={check} onShow={onShow} />
        </Tabs.Panel>
        <Tabs.Panel value="effect">
          <EffectPanel content={rested} measures={editor.measures} onCompare={onCompare} />
        </Tabs.Panel>
        <Tabs.Panel value="facts">
          <FactsPanel editor={editor} school={school} />
        </Tabs.Panel>
      </div>
    </Tabs>
  );
}
