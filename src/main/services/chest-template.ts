import { isDeepStrictEqual } from 'node:util';
import { type Language, languages } from '../../shared/language';
import type { TemplateText } from '../../shared/report';
import { wordsIn } from '../../shared/words';

/** The template that comes along, in a language; the history is made with the English one. */
export function chestTemplate(language: Language): TemplateText {
  const t = wordsIn(language);
  return {
    name: t('report:chest.name'),
    sections: {
      indication: '',
      technique: t('report:chest.technique'),
      comparison: t('report:chest.comparison'),
      findings: t('report:chest.findings'),
      impression: '',
    },
    analysis: t('report:chest.analysis'),
  };
}

/** A template as readers of a language have it: the one that came along speaks it as long as nobody changed it; a department's own stays. */
export function inLanguage<Template extends TemplateText>(template: Template, language: Language): Template {
  const { name, sections, analysis } = template;
  const cameAlong = languages.some((one) => isDeepStrictEqual(chestTemplate(one), { name, sections, analysis }));
  return cameAlong ? { ...template, ...chestTemplate(language) } : template;
}
