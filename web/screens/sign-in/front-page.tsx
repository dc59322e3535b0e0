// The calm page around the forms for people who are not signed in: product name, one card, language switch.
import { Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../text/words.ts';
import { LanguageSwitch } from '../header/language-switch.tsx';
import { ProductMark } from '../header/product-mark.tsx';
import styles from './front-page.module.css';

export function FrontPage({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <Group gap={12} wrap="nowrap">
          <ProductMark size={44} />
          <div>
            <Text fw={600} fz={22} lh={1.2}>
              {t('product.name')}
            </Text>
            <Text size="sm" c="dimmed">
              {t('product.tagline')}
            </Text>
          </div>
        </Group>
        <Paper className={styles.card} p="xl" radius="md">
          <Title order={1} fz={20} mb="lg">
            {title}
          </Title>
          {children}
        </Paper>
        <LanguageSwitch />
      </div>
    </main>
  );
}
