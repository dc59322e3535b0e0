// Copies a text and says so; where the browser forbids it (no HTTPS), the text is shown to be copied by hand.
import { notifications } from '@mantine/notifications';

/** `done` is said when it worked, `failed` when not. */
export async function copyText(text: string, done: string, failed: string): Promise<void> {
  let message = done;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    message = failed;
  }
  // It goes by itself; a button to close it would only be one more stop for the keyboard.
  notifications.show({ id: 'copied', message, withCloseButton: false });
}
