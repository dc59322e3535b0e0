// One uploaded file in a temporary folder of its own, removed when the reply has been sent.
import { mkdtempSync, rm } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RequestHandler } from 'express';
import multer from 'multer';

/** Largest upload: a province's accidents or roads with room to spare (our choice). */
const maxBytes = 200 * 1024 * 1024;

/** Takes a multipart body with one file in `field`; the text fields arrive as the body. */
export function upload(field: string): RequestHandler {
  return (request, response, next) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cong-an-toan-'));
    response.once('close', () => {
      rm(folder, { recursive: true, force: true }, () => {});
    });
    multer({ dest: folder, limits: { fileSize: maxBytes, files: 1, fields: 20, fieldSize: 200_000 } }).single(
      field,
    )(request, response, next);
  };
}
