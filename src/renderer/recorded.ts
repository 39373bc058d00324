import { tellRecorded } from '../shared/words/tell-recorded';
import { currentLanguage } from './words.svelte';

/** A sentence that was recorded in English, in the page's language where it is one of the application's own. */
export function recordedText(sentence: string): string {
  return tellRecorded(currentLanguage(), sentence).text;
}
