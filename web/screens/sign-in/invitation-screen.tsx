// The page behind an invitation link: an invited person sets a password, once.
import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Password } from '../../../contract/account.ts';
import { useAcceptInvitation } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { FrontPage } from './front-page.tsx';

export function InvitationScreen({ token }: { token: string }) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const accept = useAcceptInvitation();
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isTried, setIsTried] = useState(false);
  const isLongEnough = Password.safeParse(password).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (isLongEnough && repeated === password) accept.mutate({ token, password });
  };
  const toggle = { 'aria-label': t('signIn.showPassword') };
  if (accept.isSuccess)
    return (
      <FrontPage title={t('invitation.title')}>
        <Stack gap="md" role="status">
          <Text>
            <IconCheck size={20} color="#1d7a46" aria-hidden /> {t('invitation.done')}
          </Text>
          <Button size="md" onClick={() => void navigate({ to: '/' })}>
            {t('invitation.toSignIn')}
          </Button>
        </Stack>
      </FrontPage>
    );
  return (
    <FrontPage title={t('invitation.title')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{t('invitation.text')}</Text>
          <PasswordInput
            label={t('invitation.password')}
            description={t('invitation.rule')}
            size="md"
            autoComplete="new-password"
            visibilityToggleButtonProps={toggle}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={isTried && !isLongEnough && t('invitation.tooShort')}
          />
          <PasswordInput
            label={t('invitation.repeat')}
            size="md"
            autoComplete="new-password"
            visibilityToggleButtonProps={toggle}
            value={repeated}
            onChange={(event) => setRepeated(event.currentTarget.value)}
            error={isTried && repeated !== password && t('invitation.differs')}
          />
          {accept.isError ? (
            <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert">
              <Text size="sm" c="var(--ink)">
                {words.problem(accept.error)}
              </Text>
            </Alert>
          ) : null}
          <Button type="submit" size="md" loading={accept.isPending}>
            {t('invitation.submit')}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  );
}
