import type { ModelCard } from '../../shared/model-card';
import { type CardSection, cardSections } from './model-card-sections';
import { markdownTable, textTable } from './text-table';

/** A model card as a Markdown document, for docs/models: it says what the application shows. */
export function cardMarkdown(card: ModelCard): string {
  const parts = cardSections(card).map((section) => [`## ${section.title}`, ...blocks(section, markdownTable)].join('\n\n'));
  return `${[`# ${card.name}: \`${card.id}\``, ...parts].join('\n\n')}\n`;
}

/** The same for a terminal. */
export function cardText(card: ModelCard): string {
  const parts = cardSections(card).map((section) => [section.title.toUpperCase(), ...blocks(section, textTable)].join('\n'));
  return [`${card.name} (${card.id})`, ...parts].join('\n\n');
}

function blocks({ paragraphs, points, table }: CardSection, layOut: typeof textTable): readonly string[] {
  const list = points.map((point) => `- ${point}`).join('\n');
  const rows = table.length > 1 ? layOut(table).join('\n') : '';
  return [...paragraphs, list, rows].filter((block) => block !== '');
}
