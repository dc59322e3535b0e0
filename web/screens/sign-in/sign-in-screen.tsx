// Signing in with login and password; what is wrong is said beside the field or above the button.
import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Login } from '../../../contract/account.ts';
import { useSignIn } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { FrontPage } from './front-page.tsx';

export function SignInScreen() {
  const words = useWords();
  const { t } = words;
  const signIn = useSignIn();
  const form = useForm({
    initialValues: { login: '', password: '' },
    validate: {
      login: (value) => (Login.safeParse(value).success ? null : t('signIn.loginMissing')),
      password: (value) => (value === '' ? t('signIn.passwordMissing') : null),
    },
  });
  return (
    <FrontPage title={t('signIn.title')}>
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('signIn.login')}
            size="md"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps('login')}
          />
          <PasswordInput
            label={t('signIn.password')}
            size="md"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            {...form.getInputProps('password')}
          />
          {signIn.isError ? (
            <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert">
              <Text size="sm" c="var(--ink)">
                {words.problem(signIn.error)}
              </Text>
            </Alert>
          ) : null}
          <Button type="submit" size="md" loading={signIn.isPending}>
            {t('signIn.submit')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('signIn.help')}
          </Text>
        </Stack>
      </form>
    </FrontPage>
  );
}
