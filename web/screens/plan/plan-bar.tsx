// The head of the editor: which plan of which gate, how it is saved, back and forth, and what else can be done with it.
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconDots,
  IconPrinter,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Session } from '../../../contract/account.ts';
import type { PlanState } from '../../../contract/plan.ts';
import { useWords } from '../../text/words.ts';
import styles from './plan-bar.module.css';
import { SaveWords } from './save-words.tsx';
import { StateBadges } from './state-badges.tsx';
import { hasRole, type PlanEditor } from './use-plan-editor.ts';

export type PlanDialog = 'compare' | 'clone' | 'versions' | null;

type Props = {
  editor: PlanEditor;
  session: Session;
  gateName: string;
  onState(state: PlanState): void;
  onChoose(): void;
  onDialog(dialog: PlanDialog): void;
};

/** From each state, where it goes next and who takes it there. */
const steps: Record<
  PlanState,
  readonly { to: PlanState; by: 'drawer' | 'approver'; key: 'propose' | 'approve' | 'done' | 'draft' }[]
> = {
  draft: [{ to: 'proposed', by: 'drawer', key: 'propose' }],
  proposed: [
    { to: 'approved', by: 'approver', key: 'approve' },
    { to: 'draft', by: 'drawer', key: 'draft' },
  ],
  approved: [
    { to: 'done', by: 'drawer', key: 'done' },
    { to: 'draft', by: 'approver', key: 'draft' },
  ],
  done: [],
};

export function PlanBar({ editor, session, gateName, onState, onChoose, onDialog }: Props) {
  const { t } = useWords();
  const { plan, content, mayWrite } = editor;
  const may = { drawer: mayWrite, approver: hasRole(session, ['leader']) };
  const own = steps[plan.state].filter(({ by }) => may[by]);
  const main = own[0];
  const { kind } = editor.save.state;
  const isUnsent = kind !== 'saved';
  return (
    <div className={styles.bar}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--ink)"
        size={40}
        aria-label={t('plan.back')}
        title={t('plan.back')}
        renderRoot={(props) => <Link to="/quy-hoach" {...props} />}
      >
        <IconArrowLeft size={20} aria-hidden />
      </ActionIcon>
      <div className={styles.barName}>
        <h1>{content.name}</h1>
        <span>
          {plan.schoolName} · {gateName}
        </span>
      </div>
      <StateBadges plan={plan} />
      <SaveWords editor={editor} />
      {editor.mayDraw ? (
        <span className={styles.undo}>
          <ActionIcon
            variant="default"
            size={40}
            disabled={!editor.canUndo}
            aria-label={t('plan.undo')}
            title={`${t('plan.undo')} (Ctrl+Z)`}
            aria-keyshortcuts="Control+Z"
            onClick={editor.undo}
          >
            <IconArrowBackUp size={20} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={40}
            disabled={!editor.canRedo}
            aria-label={t('plan.redo')}
            title={`${t('plan.redo')} (Ctrl+Y)`}
            aria-keyshortcuts="Control+Y"
            onClick={editor.redo}
          >
            <IconArrowForwardUp size={20} aria-hidden />
          </ActionIcon>
        </span>
      ) : null}
      {main === undefined ? null : (
        <Button
          className={styles.mainStep ?? ''}
          size="sm"
          disabled={isUnsent}
          onClick={() => onState(main.to)}
        >
          {t(`plan.action.${main.key}`)}
        </Button>
      )}
      <Button
        className={styles.printButton ?? ''}
        // The paper is made of what is stored.
        disabled={kind === 'waiting' || kind === 'saving'}
        variant="default"
        size="sm"
        leftSection={<IconPrinter size={18} aria-hidden />}
        renderRoot={(props) => <Link to="/quy-hoach/$id/in" params={{ id: plan.id }} {...props} />}
      >
        {t('plan.action.print')}
      </Button>
      <Menu position="bottom-end" width={270} shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size={40} aria-label={t('plan.actions')} title={t('plan.actions')}>
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {own.map(({ to, key }) => (
            <Menu.Item key={key} disabled={isUnsent} onClick={() => onState(to)}>
              {t(`plan.action.${key}`)}
            </Menu.Item>
          ))}
          {mayWrite && !plan.isChosen ? (
            <Menu.Item onClick={onChoose}>{t('plan.action.choose')}</Menu.Item>
          ) : null}
          <Menu.Item onClick={() => onDialog('compare')}>{t('plan.action.compare')}</Menu.Item>
          {mayWrite ? (
            <Menu.Item onClick={() => onDialog('clone')}>{t('plan.action.clone')}</Menu.Item>
          ) : null}
          <Menu.Item onClick={() => onDialog('versions')}>{t('plan.action.versions')}</Menu.Item>
          <Menu.Item
            renderRoot={(props) => <Link to="/quy-hoach/$id/in" params={{ id: plan.id }} {...props} />}
          >
            {t('plan.action.print')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
