import type { TagElement } from '../../shared/image-tags';

/** One line of the tag browser: an element, or the head of a sequence's item. */
export interface TagRow {
  /** Its place in the tree, for example '12/0/3': element 3 of item 0 of element 12. */
  readonly id: string;
  readonly depth: number;
  /** null for the head of an item. */
  readonly element: TagElement | null;
  /** Items of a sequence, or elements of an item; 0 for what cannot be opened. */
  readonly children: number;
  readonly isOpen: boolean;
  /** Counted from 1 in its sequence; 0 for elements. */
  readonly item: number;
}

/** Elements that name a patient beside those of group 0010 and every person's name: accession number, other numbers of the request. */
const namingTags = new Set(['(0008,0050)', '(0040,1001)', '(0040,2016)', '(0040,2017)', '(0032,1032)']);

/** The elements with every value that names somebody replaced, for a shared screen; also in sequences. */
export function withoutNames(elements: readonly TagElement[], replacement: string): readonly TagElement[] {
  return elements.map((element) => {
    const names = element.tag.startsWith('(0010,') || element.vr === 'PN' || namingTags.has(element.tag);
    if (names && element.form === 'text') return { ...element, value: replacement };
    return element.items.length === 0 ? element : { ...element, items: element.items.map((item) => withoutNames(item, replacement)) };
  });
}

/** A text as it is compared: without regard to case; a tag also without its brackets and comma. */
function matches(element: TagElement, query: string): boolean {
  const digits = query.replace(/[(),\s]/g, '');
  const isTag = digits.length >= 4 && element.tag.replace(/[(),]/g, '').toLowerCase().includes(digits);
  return isTag || [element.tag, element.keyword, element.value, element.creator].some((text) => text.toLowerCase().includes(query));
}

/**
 * The lines to show: without a query those whose parents are open, with one those that match and what they lie in.
 *
 * @param open ids of the rows that the reader has opened
 */
export function tagRows(elements: readonly TagElement[], open: ReadonlySet<string>, query: string): readonly TagRow[] {
  const wanted = query.trim().toLowerCase();
  return elements.flatMap((element, place) => rowsOf(element, String(place), 0, open, wanted));
}

function rowsOf(element: TagElement, id: string, depth: number, open: ReadonlySet<string>, query: string): readonly TagRow[] {
  const isMatch = query !== '' && matches(element, query);
  const isOpen = element.items.length > 0 && (query === '' ? open.has(id) : true);
  const below = isOpen ? element.items.flatMap((item, place) => itemRows(item, `${id}/${place}`, depth + 1, place + 1, open, query)) : [];
  if (query !== '' && !isMatch && below.length === 0) return [];
  const head: TagRow = { id, depth, element, children: element.items.length, isOpen: below.length > 0, item: 0 };
  return [head, ...below];
}

function itemRows(
  item: readonly TagElement[],
  id: string,
  depth: number,
  number: number,
  open: ReadonlySet<string>,
  query: string,
): readonly TagRow[] {
  const isOpen = query !== '' || !open.has(`${id} closed`);
  const below = isOpen ? item.flatMap((element, place) => rowsOf(element, `${id}/${place}`, depth + 1, open, query)) : [];
  if (query !== '' && below.length === 0) return [];
  return [{ id, depth, element: null, children: item.length, isOpen, item: number }, ...below];
}

/** What opening or closing a row changes. Elements start closed, the items of an opened one open. */
export function toggled(open: ReadonlySet<string>, row: TagRow): ReadonlySet<string> {
  const key = row.element === null ? `${row.id} closed` : row.id;
  const changed = new Set(open);
  if (!changed.delete(key)) changed.add(key);
  return changed;
}
