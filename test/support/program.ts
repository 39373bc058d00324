import { resolve } from 'node:path';

/** How the application under test is started, and the words that come before its own. */
interface Program {
  readonly executable: string;
  readonly args: readonly string[];
  readonly isPacked: boolean;
}

/** The one built in this checkout, or the packed one where `npm run test:packaged` names it. The only place that chooses. */
export function programUnderTest(): Program {
  const packed = process.env.PNEUMOSCOPE_PACKED;
  if (packed !== undefined) return { executable: packed, args: [], isPacked: true };
  return { executable: resolve('node_modules/electron/dist/electron'), args: ['.'], isPacked: false };
}
