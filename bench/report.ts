// One line of a benchmark: what, how long, and how that compares with the reference of the same run.

/** Seconds that `work` takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/** Median of several runs, seconds. */
export async function medianSeconds(runs: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push(await seconds(work));
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

export function report(what: string, own: number, reference: string, other: number): void {
  console.log(
    `${what}: ${own.toFixed(3)} s; ${reference}: ${other.toFixed(3)} s; ratio ${(other / own).toFixed(2)}`,
  );
}
