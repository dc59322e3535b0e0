// The keys that open the search. "/" alone can be switched off, because speech input and trembling hands type single
// signs unmeant (WCAG 2.2, 2.1.4); Ctrl + K cannot.
import { useHotkeys, useLocalStorage } from '@mantine/hooks';

/** Whether "/" opens the search, on this device. */
export function useSlashKey() {
  return useLocalStorage({ key: 'search-slash-key', defaultValue: true, getInitialValueInEffect: false });
}

/** Calls `open` for "/" outside of fields and for Ctrl + K (⌘ K) anywhere, unless a dialog lies over the screen. */
export function useSearchKeys(open: () => void): void {
  const [isSlashOn] = useSlashKey();
  const openUnlessCovered = (event: KeyboardEvent): void => {
    if (document.querySelector('[aria-modal="true"]') !== null) return;
    // Or the sign would be typed into the box.
    event.preventDefault();
    open();
  };
  const asIs = { preventDefault: false };
  useHotkeys(isSlashOn ? [['/', openUnlessCovered, asIs]] : []);
  useHotkeys([['mod+K', openUnlessCovered, asIs]], []);
}
