// Work that many ask for at the same time, done once for all of them. Apart because what makes the answers exact is the
// order alone: nobody gets the answer of a work that began before the question.

/** Under each key one work at a time. Nothing is kept when it is done. */
export class SharedWork<T> {
  readonly #running = new Map<string, Promise<T>>();
  readonly #next = new Map<string, Promise<T>>();

  /**
   * The answer, or the error, of a work under this key that begins after this call. Who asks while one runs waits for
   * the next, together with all others who do; it is the work of the first of them, so the key has to say all of it.
   */
  ask(key: string, work: () => Promise<T>): Promise<T> {
    const next = this.#next.get(key);
    if (next !== undefined) return next;
    const running = this.#running.get(key);
    if (running === undefined) return this.#begin(key, work);
    const begin = () => {
      this.#next.delete(key);
      return this.#begin(key, work);
    };
    const waiting = running.then(begin, begin);
    this.#next.set(key, waiting);
    return waiting;
  }

  #begin(key: string, work: () => Promise<T>): Promise<T> {
    const running = work().finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }
}
