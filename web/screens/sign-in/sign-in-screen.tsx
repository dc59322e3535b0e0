// Signing in with login and password; what is wrong is said beside the field or above the button.
import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Login } from '../../../contract/account.ts';
import { useSignIn } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { FrontPage } from './front-page.tsx';

export function SignInScreen() {
  const words = useWords();
  const { t } = words;
  const signIn = useSignIn();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isTried, setIsTried] = useState(false);
  const hasLogin = Login.safeParse(login).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (hasLogin && password !== '') signIn.mutate({ login, password });
  };
  return (
    <FrontPage title={t('signIn.title')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('signIn.login')}
            size="md"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
            error={isTried && !hasLogin && t('signIn.loginMissing')}
          />
          <PasswordInput
            label={t('signIn.password')}
            size="md"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={isTried && password === '' && t('signIn.passwordMissing')}
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
