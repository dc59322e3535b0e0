// A look into a JPEG file: whether it is one, and whether it carries what a phone writes about place and device. Pure.

const START = 0xd8;
const START_OF_SCAN = 0xda;
const APP_FIRST = 0xe1;
const APP_LAST = 0xef;
const COMMENT = 0xfe;

/** `not-jpeg`; `has-metadata` when EXIF, XMP, maker's notes or a comment come before the picture; else `clean`. */
export function judgeJpeg(bytes: Uint8Array): 'clean' | 'not-jpeg' | 'has-metadata' {
  if (bytes[0] !== 0xff || bytes[1] !== START) return 'not-jpeg';
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return 'not-jpeg';
    if (marker === START_OF_SCAN) return 'clean';
    // APP0 (JFIF) says only the density of the picture, APP2 its colours and APP14 their transform.
    const isHarmless = marker === 0xe2 || marker === 0xee;
    if (marker === COMMENT || (marker >= APP_FIRST && marker <= APP_LAST && !isHarmless))
      return 'has-metadata';
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (length < 2) return 'not-jpeg';
    at += 2 + length;
  }
  return 'not-jpeg';
}
