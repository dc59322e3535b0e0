// The words of the desk beyond those of its first page. Apart, so that the survey does not take them along.
import i18next from 'i18next';

let loading: Promise<void> | undefined;

/** Must have come before a page other than the first is drawn. Loads one time, however often it is asked; again after it failed. */
export function loadTexts(): Promise<void> {
  loading ??= import('./vi.ts')
    .then(({ vi }) => void i18next.addResourceBundle('vi', 'translation', vi))
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return loading;
}
