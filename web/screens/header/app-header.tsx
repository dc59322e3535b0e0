// The head of the page: product, whose view this is (unit and role), a mark on invented data, language, account.
import { ActionIcon, Badge, Button, Group, Popover, Switch, Text, Tooltip } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Session } from '../../../contract/account.ts';
import { formatDay } from '../../format.ts';
import { useSignOut } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import styles from './app-header.module.css';
import { AppLinks } from './app-links.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { ProductMark } from './product-mark.tsx';
import { SchemeSwitch } from './scheme-switch.tsx';
import { useSlashKey } from './search-keys.ts';

type Props = { session: Session; isWide: boolean; search?: ReactNode };

/** `search` stands before the account; a screen without a search leaves it out. */
export function AppHeader({ session, isWide, search }: Props) {
  const { t } = useWords();
  const grant = session.grants[0];
  return (
    <header className={styles.header} data-search={search !== undefined}>
      <ProductMark size={30} />
      <Text component="span" className={styles.name}>
        {t('product.name')}
      </Text>
      <div className={styles.who}>
        <span className={styles.unit}>{grant?.unitName ?? t('account.noGrant')}</span>
        {grant === undefined ? null : <span className={styles.role}>{t(`role.${grant.role}`)}</span>}
      </div>
      {isWide ? (
        <div className={styles.row}>
          <AppLinks session={session} layout="row" />
        </div>
      ) : null}
      {search}
      <Group gap={isWide ? 12 : 4} wrap="nowrap" flex="none">
        {session.invented ? (
          <Tooltip label={t('common.inventedNote')} events={{ hover: true, focus: true, touch: true }}>
            <Badge className={styles.invented} component="button" type="button" radius="sm" size="lg">
              {isWide ? t('common.invented') : t('common.inventedShort')}
            </Badge>
          </Tooltip>
        ) : null}
        {isWide ? (
          <div className={styles.language}>
            <LanguageSwitch short />
          </div>
        ) : null}
        <AccountMenu session={session} />
      </Group>
    </header>
  );
}

/** Holds what the width of the window leaves no room for in the row: the ways between the pages, and the language. */
function AccountMenu({ session }: { session: Session }) {
  const { t } = useWords();
  const signOut = useSignOut();
  const name = session.account.displayName;
  return (
    <Popover position="bottom-end" width={300} shadow="md" zIndex={500} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--ink)"
          size={44}
          aria-label={t('account.menu', { name })}
        >
          <IconUserCircle size={26} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('account.menu', { name })} className={styles.person ?? ''}>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {session.account.login}
        </Text>
        {session.grants.map((grant) => (
          <Text size="sm" key={`${grant.role} ${grant.unitId}`}>
            {t(`role.${grant.role}`)} · {grant.unitName}
            {grant.validTo === null ? '' : ` (${t('account.until', { day: formatDay(grant.validTo) })})`}
          </Text>
        ))}
        <div className={styles.column}>
          <AppLinks session={session} layout="column" />
        </div>
        <div className={styles.menuLanguage}>
          <LanguageSwitch />
        </div>
        <SchemeSwitch />
        <SlashKeySwitch />
        <Button
          variant="default"
          mt={8}
          leftSection={<IconLogout size={18} aria-hidden />}
          onClick={() => signOut.mutate()}
          loading={signOut.isPending}
        >
          {t('account.signOut')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function SlashKeySwitch() {
  const { t } = useWords();
  const [isOn, setOn] = useSlashKey();
  return (
    <Switch
      label={t('search.slashKey')}
      description={t('search.slashKeyNote')}
      checked={isOn}
      onChange={(event) => setOn(event.currentTarget.checked)}
    />
  );
}
