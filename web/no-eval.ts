// Must run before any schema is built, so the page imports it before everything else: the content security policy
// forbids eval, and without this setting zod probes for it and the browser reports a violation.
import { z } from 'zod';

z.config({ jitless: true });
