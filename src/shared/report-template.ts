import type { PlaceholderProblem, ReportSections, TemplateText } from './report';
import { reportSections } from './report';

/** What a placeholder stands for; `computer` marks results of the network, which the computer's part alone may give. */
interface Placeholder {
  readonly about: string;
  readonly computer: boolean;
}

/** Every placeholder a template may use. */
export const placeholders = {
  studyDate: { about: 'date of the study', computer: false },
  studyDescription: { about: 'description of the study', computer: false },
  modality: { about: 'modality, as DX', computer: false },
  view: { about: 'view of the image, as PA', computer: false },
  patientAge: { about: 'age in years', computer: false },
  patientSex: { about: 'M, F or O', computer: false },
  earlierStudies: { about: 'dates of the patient’s earlier studies', computer: false },
  verdict: { about: 'your verdict on the image', computer: false },
  reader: { about: 'your name', computer: false },
  today: { about: 'today’s date', computer: false },
  finding: { about: 'what the model says in words', computer: true },
  probability: { about: 'probability, 0 to 1', computer: true },
  threshold: { about: 'threshold it is compared with', computer: true },
  modelName: { about: 'name of the model', computer: true },
  boxes: { about: 'regions the model points at', computer: true },
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
