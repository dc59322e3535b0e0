// Whether this browser keeps what is saved: asked for, and refused where it is thrown away with the window.

/** Asks the browser to keep our data; false when it will not promise. */
export async function askToKeep(): Promise<boolean> {
  if (navigator.storage?.persist === undefined) return false;
  return (await navigator.storage.persisted()) || (await navigator.storage.persist());
}

/**
 * Whether this is a private window, whose data go with it. No browser says so: Firefox and Safari refuse the private
 * file system there, Chromium gives little more room than its memory. In doubt it is none.
 */
export async function isPrivateWindow(): Promise<boolean> {
  const storage = navigator.storage;
  if (storage?.getDirectory === undefined) return false;
  try {
    await storage.getDirectory();
  } catch {
    return true;
  }
  const { quota } = await storage.estimate();
  const heap = heapLimit();
  return heap !== null && quota !== undefined && quota < 2 * heap;
}

function heapLimit(): number | null {
  const memory: unknown = Reflect.get(performance, 'memory');
  if (typeof memory !== 'object' || memory === null) return null;
  const limit: unknown = Reflect.get(memory, 'jsHeapSizeLimit');
  return typeof limit === 'number' ? limit : null;
}
