import type { Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelCard } from '../../src/shared/model-card';
import { sameInGerman } from './same-in-german';

/** Words of a page, each with the place of a walk where it was seen first. */
export type WordsSeen = Map<string, string>;

/** Hashes and identifiers, then figures, become '#': a changed one does not make a text another. */
const withoutFigures = (text: string): string =>
  text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+|\b[0-9a-f]{12,}\b/g, '#').replace(/\d+([.,:-]\d+)*/g, '#');

/**
 * Adds every text that a reader of the page sees or hears now: texts, names, tooltips and placeholders. What is marked as not to be
 * translated, or as English, such as a failure's own sentence, is left out.
 */
export async function seeWords(page: Page, place: string, seen: WordsSeen): Promise<void> {
  let texts: readonly string[] = [];
  // What a page asks the main process for comes a moment later.
  for (let tries = 0; tries < 20; tries += 1) {
    const now = await page.evaluate(textsOnPage);
    if (now.join() === texts.join()) break;
    texts = now;
    await page.waitForTimeout(150);
  }
  for (const words of texts.map(withoutFigures)) if (!seen.has(words)) seen.set(words, place);
}

/** Runs in the page. */
function textsOnPage(): string[] {
  const spoken = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'];
  const found: (string | null)[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('[translate="no"]') ?? element.closest('[lang]') !== document.documentElement) continue;
    if (element.matches('script, style') || !(element.matches('svg title') || element.checkVisibility())) continue;
    found.push(...spoken.map((name) => element.getAttribute(name)));
    for (const node of element.childNodes) if (node instanceof Text) found.push(node.data);
  }
  return found.map((text) => (text ?? '').replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
}

/** Words that English sentences can hardly do without and that are no German ones. */
const onlyEnglish = /\b(the|of|and|with|from|this|that|are|is|to|by|which|has|have|for)\b/i;

/** What German shows as English does, or with an English word in it: '[place]: [text]'. */
export function leftInEnglish(english: WordsSeen, german: WordsSeen): readonly string[] {
  const given = textsOfModel();
  return [...german].flatMap(([text, place]) => {
    const own = given.reduce((left, part) => left.replaceAll(part, ''), text).trim();
    if (sameInGerman.has(own)) return [];
    const isLeft = onlyEnglish.test(own) || (english.has(text) && /\p{L}{2}/u.test(own));
    return isLeft ? [`${place}: ${text}`] : [];
  });
}

/** The shipped model's names, which are the same in every language, the longest first. */
function textsOfModel(): readonly string[] {
  const folder = join(import.meta.dirname, '../../resources/models');
  const names = readdirSync(folder).flatMap((id) => {
    const card = JSON.parse(readFileSync(join(folder, id, 'model-card.json'), 'utf8')) as ModelCard;
    return [card.name, card.id, card.preprocessingVersion];
  });
  return names.map(withoutFigures).sort((one, other) => other.length - one.length);
}
