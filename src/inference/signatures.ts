export const JPEG = '\xff\xd8\xff';
export const BITMAP = 'BM';
/** And cursors. */
export const ICONS = ['\0\0\x01\0', '\0\0\x02\0'] as const;
/** AVIF; films as well. */
export const BOX = '....ftyp';

/** What pictures that browsers decode begin with; `.` is any byte. */
export const SIGNATURES = [JPEG, '\x89PNG', 'GIF8', 'RIFF....WEBP', BOX, '\0\0\0\x0cJXL '] as const;

/** Too short to tell anything in the midst of other bytes. */
export const SHORT_SIGNATURES = [
  BITMAP,
  ...ICONS,
  '\xff\x0a', // JPEG XL, without a box around it.
] as const;

const ANY = 0x2e;

/**
 * @param rest more may come: what ends within the signature may still begin with it
 * @returns whether there, at `at`, is this signature
 */
export function begins(
  bytes: Uint8Array,
  at: number,
  signature: string,
  rest: 'none' | 'more may come' = 'none',
): boolean {
  for (let i = 0; i < signature.length; i++) {
    const wanted = signature.charCodeAt(i);
    const found = bytes[at + i];
    if (found === undefined) return rest === 'more may come';
    if (wanted !== ANY && wanted !== found) return false;
  }
  return true;
}
