import { readFileSync } from 'node:fs';
import { extractText, getDocumentProxy } from 'unpdf';

/** A PDF's text with single spaces, and how many pages it has. */
export async function readPdf(file: string): Promise<{ readonly text: string; readonly pages: number }> {
  const document = await getDocumentProxy(new Uint8Array(readFileSync(file)));
  const { text, totalPages } = await extractText(document, { mergePages: true });
  return { text: text.replace(/\s+/g, ' '), pages: totalPages };
}
