// Makes what the embedded engine writes reach the disk: an engine of WebAssembly has no such thing as fsync by itself.
// Apart because it is about the disk only, and the worker about turns and life.
import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Extension, PGlite } from '@electric-sql/pglite';

/** The part of the engine's file system that is used here; its package declares no types for it. */
type NodeFs = {
  stream_ops: { fsync?: (stream: { nfd?: number; node: unknown }) => number };
  realPath(node: unknown): string;
};

/**
 * Makes the engine's fsync() reach the disk, from its first moment on. Its file system has no fsync at all, so that
 * without this what was acknowledged could be lost with the power. A failure ends the engine, which then recovers from
 * its WAL, as PostgreSQL itself does.
 */
export const durable: Extension = {
  name: 'durable',
  setup: async (_database, emscripten) => ({
    emscriptenOpts: {
      ...emscripten,
      preRun: [
        ...(emscripten.preRun ?? []),
        (engine: PGlite['Module']) => {
          const fs: { filesystems: { NODEFS: NodeFs } } = engine.FS;
          const { NODEFS } = fs.filesystems;
          NODEFS.stream_ops.fsync = ({ nfd, node }) => {
            // A folder is opened without a file descriptor.
            if (nfd === undefined) syncFolder(NODEFS.realPath(node));
            else fsyncSync(nfd);
            return 0;
          };
        },
      ],
    },
  }),
};

/** Writes a folder's list of names to the disk; Windows has no such call, and needs none. */
export function syncFolder(path: string): void {
  if (process.platform !== 'win32') syncPath(path, 'r');
}

/** Writes every file and folder below `folder` to the disk: those of a template are made without fsync. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) syncFolder(path);
    else syncPath(path, 'r+');
  }
  syncFolder(folder);
}

function syncPath(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  fsyncSync(descriptor);
  closeSync(descriptor);
}
