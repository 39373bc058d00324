import { calledName, nodeIn, textOf, treeOf, walk, type SyntaxNode } from './syntax';

/** Attributes, and properties of our own components, that a reader sees or hears. */
const spoken = new Set(['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label']);

/** The same in every language. */
const names = new Set(['Pneumoscope', 'Electron', 'Chromium', 'Node', 'TensorFlow']);

/** Values of KeyboardEvent.key and its kind, which look like words. */
const codes = new Set([
  ...[
    'Alt',
    'AltGraph',
    'Arrow',
    'Backspace',
    'Control',
    'Ctrl',
    'Dead',
    'Delete',
    'End',
    'Enter',
    'Escape',
    'Files',
    'Home',
    'Insert',
    'Meta',
  ],
  ...['Shift', 'Tab'],
]);

const hasLetters = (text: string): boolean => /\p{L}/u.test(text) && !names.has(text.trim());
/** A media query, or a font. */
const isStyle = (text: string): boolean => /^\(prefers-|^\d+px /.test(text);
/** Two words, or one with a capital: what a script says rather than what it computes with. Selectors have brackets. */
const isProse = (text: string): boolean =>
  (/\p{L}{2}[,.:;]? \p{L}{2}/u.test(text) && !/[[\]{}=<>]/.test(text) && !isStyle(text)) ||
  (/^\p{Lu}\p{Ll}+…?$/u.test(text) && !codes.has(text) && hasLetters(text));

/** Every text in a component or a script that a reader would see and that no language can change. */
export function untranslatedIn(source: string, name: string): readonly string[] {
  const tree = treeOf(source, name);
  const found: string[] = [];
  for (const part of ['module', 'instance'].filter((script) => tree[script])) {
    found.push(...proseIn(nodeIn(nodeIn(tree, part), 'content')));
  }
  walk(nodeIn(tree, 'fragment'), (node) => {
    if (node.type === 'Attribute') {
      if (spoken.has(String(node.name)) && node.value !== true) found.push(...textsShownBy(node));
      return false;
    }
    if (node.type === 'StyleDirective') return false;
    if (node.type === 'ExpressionTag') found.push(...textsShownBy(node));
    else if (node.type === 'Text') found.push(...[String(node.data)].filter(hasLetters));
    return true;
  });
  return found.map((text) => text.trim());
}

/** The constant texts that an expression or an attribute can come to: not what it compares with or hands to a function. */
function textsShownBy(node: SyntaxNode): readonly string[] {
  const found: string[] = [];
  walk(node, (part) => {
    if (part.type === 'CallExpression' || part.type === 'MemberExpression') return false;
    if (part.type === 'BinaryExpression' && part.operator !== '+') return false;
    if (part.type === 'ConditionalExpression') {
      found.push(...['consequent', 'alternate'].flatMap((branch) => textsShownBy(nodeIn(part, branch))));
      return false;
    }
    const text = part.type === 'Text' ? String(part.data) : textOf(part);
    if (text !== null && hasLetters(text)) found.push(text);
    return true;
  });
  return found;
}

/** Declarations and annotations of types, whose strings nobody sees. */
const typesOnly = new Set(['TSTypeAnnotation', 'TSTypeAliasDeclaration', 'TSInterfaceDeclaration', 'TSTypeParameterInstantiation']);

/** The prose in a script, but for what only a programmer reads, what it compares with, and the names of an object's parts. */
function proseIn(script: SyntaxNode): readonly string[] {
  const found: string[] = [];
  walk(script, (node) => {
    if (node.type === 'ImportDeclaration' || typesOnly.has(node.type)) return false;
    if (node.type === 'NewExpression' && calledName(node).endsWith('Error')) return false;
    if (node.type === 'BinaryExpression' && node.operator !== '+') return false;
    if (node.type === 'Property' && node.computed !== true) {
      found.push(...proseIn(nodeIn(node, 'value')));
      return false;
    }
    const text = textOf(node);
    if (text !== null && isProse(text)) found.push(text);
    return true;
  });
  return found;
}
