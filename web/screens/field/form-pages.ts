// The survey pages with forms, in one file: on a slow phone each file that is asked for costs a task of its own.
// Their styles are not among the first.
import '../../mantine-later-styles.ts';

export { FindingPage } from './finding-page.tsx';
export { FollowUpPage } from './follow-up-page.tsx';
export { KnownSpotPage } from './known-spot-page.tsx';
export { OutboxPage } from './outbox-page.tsx';
export { SpotPage } from './spot-page.tsx';
