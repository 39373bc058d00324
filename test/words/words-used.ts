import { calledName, childrenOf, nodeIn, textOf, treeOf, walk, type SyntaxNode } from './syntax';

/** A call of `t`. */
export interface UsedWord {
  /** The keys it may ask for. */
  readonly keys: readonly string[];
  /** What they match where a part of the key is computed. */
  readonly patterns: readonly RegExp[];
  /** The variables it fills in. */
  readonly variables: readonly string[];
}

/** Every call of `t` in a component or a script. */
export function wordsUsedIn(source: string, name: string): readonly UsedWord[] {
  const found: UsedWord[] = [];
  walk(treeOf(source, name), (node) => {
    if (node.type !== 'CallExpression' || calledName(node) !== 't') return true;
    const [key, variables] = node.arguments as readonly SyntaxNode[];
    if (key === undefined) return true;
    // A key that is computed whole was written down elsewhere: it says nothing about which.
    const parts = partsOf(key);
    found.push({
      keys: parts.filter(({ length }) => length === 1).flat(),
      patterns: parts.filter(({ length }) => length > 1).map((texts) => new RegExp(`^${texts.map(escaped).join('.+')}$`)),
      variables: namesIn(variables),
    });
    return true;
  });
  return found;
}

const escaped = (text: string): string => text.replaceAll('.', '\\.');

/** The constant parts of each key that an expression can come to. */
function partsOf(key: SyntaxNode): readonly (readonly string[])[] {
  if (key.type === 'ConditionalExpression') return [...partsOf(nodeIn(key, 'consequent')), ...partsOf(nodeIn(key, 'alternate'))];
  const nodes = key.type === 'TemplateLiteral' ? (key.quasis as readonly SyntaxNode[]) : [key];
  const texts = nodes.map(textOf);
  return texts.every((text) => text !== null) ? [texts] : [];
}

function namesIn(variables: SyntaxNode | undefined): readonly string[] {
  if (variables?.type !== 'ObjectExpression') return [];
  return childrenOf(variables).map((property) => String(nodeIn(property, 'key').name));
}
