// When the notices are loaded: the first page does without them.
let tell: () => void = () => {};

/** Resolves once somebody has something to tell; what is told before they are drawn waits for them. */
export const noticesWanted = new Promise<void>((resolve) => {
  tell = resolve;
});

export function wantNotices(): void {
  tell();
}
