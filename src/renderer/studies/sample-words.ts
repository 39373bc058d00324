import type { SampleStudy } from '../../shared/study';
import { t } from '../words.svelte';

const known = ['lung-opacity', 'normal', 'not-normal-without-opacity'] as const;

/** What a sample study is called and shows, in the page's language; a sample that came along later speaks for itself, in English. */
export function sampleWords({ file, title, description }: SampleStudy): Pick<SampleStudy, 'title' | 'description'> {
  const name = known.find((one) => file === `${one}.dcm`);
  if (name === undefined) return { title, description };
  return { title: t(`studies:samples.${name}.title`), description: t(`studies:samples.${name}.description`) };
}
