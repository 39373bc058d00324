import { parse } from 'svelte/compiler';

/** A node of a syntax tree, of Svelte's template or of a script. */
export interface SyntaxNode {
  readonly type: string;
  readonly [part: string]: unknown;
}

/** The tree of a component, or of a script, which is read as the script of an empty component. */
export function treeOf(source: string, name: string): SyntaxNode {
  const text = name.endsWith('.svelte') ? source : `<script lang="ts" module>\n${source}\n</script>`;
  return { ...parse(text, { modern: true, filename: name }), type: 'Root' };
}

/** The nodes directly below a node, in the order of the source. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  return Object.values(node)
    .flatMap((part): readonly unknown[] => (Array.isArray(part) ? part : [part]))
    .filter(isNode);
}

/** Calls `see` with a node and all below it; where it answers false, what is below is left out. */
export function walk(node: SyntaxNode, see: (node: SyntaxNode) => boolean): void {
  if (see(node)) for (const child of childrenOf(node)) walk(child, see);
}

/** A part of a node that has to be a node. */
export function nodeIn(node: SyntaxNode, part: string): SyntaxNode {
  const found = node[part];
  if (!isNode(found)) throw new Error(`${node.type} has no ${part}`);
  return found;
}

/** The text of a literal string or of the constant parts of a template; null for any other node. */
export function textOf(node: SyntaxNode): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateElement') return null;
  return (node.value as { readonly cooked: string }).cooked;
}

/** The name of the function that is called, without the object it belongs to; '' where it has none. */
export function calledName(call: SyntaxNode): string {
  const callee = nodeIn(call, 'callee');
  const named = callee.type === 'MemberExpression' ? nodeIn(callee, 'property') : callee;
  return typeof named.name === 'string' ? named.name : '';
}

function isNode(part: unknown): part is SyntaxNode {
  return typeof part === 'object' && part !== null && 'type' in part && typeof part.type === 'string';
}
