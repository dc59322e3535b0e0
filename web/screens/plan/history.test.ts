import { describe, expect, it } from 'vitest';
import { changed, redone, started, undone } from './history.ts';

describe('history of a plan', () => {
  it('walks back and forth through its moments', () => {
    const history = changed(changed(started('a'), 'b', null), 'c', null);
    const back = undone(undone(history));
    expect(back.present).toBe('a');
    expect(redone(back).present).toBe('b');
    expect(redone(redone(redone(back))).present).toBe('c');
    expect(undone(started('a')).present).toBe('a');
  });

  it('makes one moment of a step that goes on, and a new one after it', () => {
    const typed = changed(changed(changed(started('x'), 'xy', 'name'), 'xyz', 'name'), 'q', 'width');
    expect(undone(typed).present).toBe('xyz');
    expect(undone(undone(typed)).present).toBe('x');
  });

  it('never goes on with a step across an undo', () => {
    const back = undone(changed(changed(started(1), 2, 'w'), 3, null));
    const next = changed(back, 4, 'w');
    expect(undone(next).present).toBe(2);
  });

  it('forgets what was undone when something new is done, and keeps the moments before as they were', () => {
    const history = changed(started('a'), 'b', null);
    const other = changed(undone(history), 'c', null);
    expect(redone(other).present).toBe('c');
    expect(history.present).toBe('b');
    expect(changed(history, 'b', null)).toBe(history);
  });
});
