// Environment → checked configuration. The only reader of process.env.
import { z } from 'zod';

/** Records of real places carry the real time. */
export const onlyDemoHasItsDay = 'only the invented demo town can be opened on another day than today';

const Environment = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    DATA_DIR: z.string().min(1).default('.data'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
    HOST: z.string().min(1).default('127.0.0.1'),
    /** Name of a preset in data/territories, or path of a JSON file like them. Read on the first start only. */
    TERRITORY: z.string().min(1).default('vietnam'),
    /** The invented demo town is loaded into an empty database unless this says `false`. */
    DEMO_TOWN: z.stringbool().default(true),
    /** The day on which the demo town is opened ("2026-11-20"), so that it looks the same on every day; else the real one. */
    DEMO_TODAY: z.iso.date().optional(),
    /** Set behind an HTTPS proxy: cookies become Secure and the proxy's address headers are trusted. */
    BEHIND_HTTPS: z.stringbool().default(false),
    LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
    /** Replies are checked against the contract before they leave (tests, development). */
    CHECK_REPLIES: z.stringbool().default(false),
  })
  .refine((e) => e.DEMO_TODAY === undefined || (e.DEMO_TOWN && e.TERRITORY === 'vietnam'), {
    path: ['DEMO_TODAY'],
    error: onlyDemoHasItsDay,
  });

export type Config = {
  databaseUrl: string | undefined;
  dataDir: string;
  port: number;
  host: string;
  territory: string;
  demoTown: boolean;
  demoToday: string | undefined;
  behindHttps: boolean;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  checkReplies: boolean;
};

/** Reads the configuration. Throws an Error that names every wrong variable. Empty variables count as unset. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = Environment.safeParse(set);
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is not right:\n${lines.join('\n')}`);
  }
  const e = read.data;
  return {
    databaseUrl: e.DATABASE_URL,
    dataDir: e.DATA_DIR,
    port: e.PORT,
    host: e.HOST,
    territory: e.TERRITORY,
    demoTown: e.DEMO_TOWN,
    demoToday: e.DEMO_TODAY,
    behindHttps: e.BEHIND_HTTPS,
    logLevel: e.LOG_LEVEL,
    checkReplies: e.CHECK_REPLIES,
  };
}
