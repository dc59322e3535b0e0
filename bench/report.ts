// What a benchmark prints: own time, the reference's time in the same run, their ratio, and whether the gates hold.

/** Seconds that `work` takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/**
 * The least of several runs, seconds: whatever else the machine does can only add. Slow work is done twice at least, and
 * not again once it has taken a minute; quick work is repeated for three seconds, for a machine is busy for longer than
 * a tenth of one.
 */
export async function leastSeconds(runs: number, work: () => unknown): Promise<number> {
  let least = Infinity;
  let spent = 0;
  for (let i = 0; i < 2 || (i < runs && spent < 60) || spent < 3; i++) {
    const taken = await seconds(work);
    least = Math.min(least, taken);
    spent += taken;
  }
  return least;
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}

export type Result = {
  what: string;
  seconds: number;
  /** What it is compared with, measured in the same run. */
  reference: string;
  referenceSeconds: number;
  /** Least ratio of the reference to the own time. */
  leastRatio?: number;
  /** Most seconds; only for the whole country. */
  mostSeconds?: number;
  /** Other things that must hold. */
  checks?: { what: string; holds: boolean }[];
};

/** Prints a result and its gates. A gate that fails makes the process end with 1. */
export function report(result: Result): void {
  const { seconds: own, referenceSeconds, leastRatio, mostSeconds, checks = [] } = result;
  const ratio = referenceSeconds / own;
  const gates = [...checks];
  if (leastRatio !== undefined) gates.push({ what: `ratio ≥ ${leastRatio}`, holds: ratio >= leastRatio });
  if (mostSeconds !== undefined) gates.push({ what: `≤ ${mostSeconds} s`, holds: own <= mostSeconds });
  console.log(result.what);
  console.log(
    `  ${shown(own)} s; ${result.reference}: ${shown(referenceSeconds)} s; ratio ${shown(ratio)}; peak memory ${peakMegabytes()} MB`,
  );
  for (const one of gates) gate(one);
}

/** Prints whether something holds that must; when it does not, the process ends with 1. */
export function gate({ what, holds }: { what: string; holds: boolean }): void {
  console.log(`  ${holds ? 'PASS' : 'FAIL'} ${what}`);
  if (!holds) process.exitCode = 1;
}

/** A line beside the results. */
export function note(text: string): void {
  console.log(`  ${text}`);
}

/** Most memory this process has held, its threads included; a database server's is not in it. */
export function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

export function shown(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
