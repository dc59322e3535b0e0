// The label fonts, served with the application: labels need no glyph server and no internet.
// Inter is used because all 146 Vietnamese letters sit right when the map draws them.

import latin400 from '@fontsource/inter/files/inter-latin-400-normal.woff2?url&no-inline';
import latin600 from '@fontsource/inter/files/inter-latin-600-normal.woff2?url&no-inline';
import latinExt400 from '@fontsource/inter/files/inter-latin-ext-400-normal.woff2?url&no-inline';
import latinExt600 from '@fontsource/inter/files/inter-latin-ext-600-normal.woff2?url&no-inline';
import vietnamese400 from '@fontsource/inter/files/inter-vietnamese-400-normal.woff2?url&no-inline';
import vietnamese600 from '@fontsource/inter/files/inter-vietnamese-600-normal.woff2?url&no-inline';
import type { StyleSpecification } from 'maplibre-gl';

export const regular = ['Inter'];
/** The weight is a font of its own name: the map does not choose weights. */
export const semiBold = ['Inter SemiBold'];

// The ranges of the font package's own style sheets.
const vietnamese = [
  'U+0102-0103',
  'U+0110-0111',
  'U+0128-0129',
  'U+0168-0169',
  'U+01A0-01A1',
  'U+01AF-01B0',
  'U+0300-0301',
  'U+0303-0304',
  'U+0308-0309',
  'U+0323',
  'U+0329',
  'U+1EA0-1EF9',
  'U+20AB',
];
const latinExt = ['U+0100-0101', 'U+0104-010F', 'U+0112-0127', 'U+012A-0167', 'U+016A-019F', 'U+0218-024F'];
const latin = ['U+0000-00FF', 'U+2000-206F', 'U+20AC', 'U+2122', 'U+2212'];

function faces(vietnameseFile: string, latinExtFile: string, latinFile: string) {
  const absolute = (file: string) => new URL(file, location.href).href;
  return [
    { url: absolute(vietnameseFile), 'unicode-range': vietnamese },
    { url: absolute(latinExtFile), 'unicode-range': latinExt },
    { url: absolute(latinFile), 'unicode-range': latin },
  ];
}

export function fontFaces(): NonNullable<StyleSpecification['font-faces']> {
  return {
    Inter: faces(vietnamese400, latinExt400, latin400),
    'Inter SemiBold': faces(vietnamese600, latinExt600, latin600),
  };
}
