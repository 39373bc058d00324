import type { PlaceholderProblem, ReportSections, TemplateText } from './report';
import { reportSections } from './report';

/** `computer` marks results of the network, which the computer's part alone may give. */
interface Placeholder {
  readonly computer: boolean;
}

/** Every placeholder a template may use; what each stands for is in the words. */
export const placeholders = {
  studyDate: { computer: false },
  studyDescription: { computer: false },
  modality: { computer: false },
  view: { computer: false },
  patientAge: { computer: false },
  patientSex: { computer: false },
  earlierStudies: { computer: false },
  verdict: { computer: false },
  reader: { computer: false },
  today: { computer: false },
  finding: { computer: true },
  probability: { computer: true },
  threshold: { computer: true },
  modelName: { computer: true },
  boxes: { computer: true },
} as const satisfies Readonly<Record<string, Placeholder>>;

export type PlaceholderName = keyof typeof placeholders;

/** A value for every placeholder. */
export type PlaceholderValues = Readonly<Record<PlaceholderName, string>>;

/** A word in braces, {studyDate}; whatever else stands in braces is text. */
const pattern = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

const isPlaceholder = (name: string): name is PlaceholderName => Object.hasOwn(placeholders, name);

/** The placeholders in a text, in their order, without braces; known and unknown ones. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

/** Every placeholder of a template that cannot be filled where it stands. */
export function templateProblems({ sections, analysis }: Pick<TemplateText, 'sections' | 'analysis'>): readonly PlaceholderProblem[] {
  const written = reportSections.flatMap((section) => placeholdersIn(sections[section]).flatMap((name) => problemOf(name, section)));
  return [...written, ...placeholdersIn(analysis).flatMap((name) => problemOf(name, 'analysis'))];
}

function problemOf(name: string, section: PlaceholderProblem['section']): PlaceholderProblem[] {
  if (!isPlaceholder(name)) return [{ section, placeholder: name, why: 'unknown' }];
  return placeholders[name].computer && section !== 'analysis' ? [{ section, placeholder: name, why: 'computer' }] : [];
}

/** Fills a text in. What is unknown, or belongs in the computer's part and stands elsewhere, stays in its braces to be seen. */
export function fillText(text: string, values: PlaceholderValues, part: 'reader' | 'computer'): string {
  return text.replace(pattern, (braces, name: string) => {
    if (!isPlaceholder(name) || (placeholders[name].computer && part === 'reader')) return braces;
    return values[name];
  });
}

/** All sections filled in; templateProblems tells what stayed in braces. */
export function fillSections(sections: ReportSections, values: PlaceholderValues): ReportSections {
  return Object.fromEntries(reportSections.map((section) => [section, fillText(sections[section], values, 'reader')])) as Record<
    keyof ReportSections,
    string
  >;
}
