const names = new Intl.Collator("en", { numeric: true });

/** Nodes as people count them: `gpu9` before `gpu10`. */
export function inNodeOrder<Node>(nodes: Iterable<Node>, nameOf: (node: Node) => string): Node[] {
  return [...nodes].sort((a, b) => names.compare(nameOf(a), nameOf(b)));
}

/** The same of names alone. */
export function namesInNodeOrder(nodes: Iterable<string>): string[] {
  return inNodeOrder(nodes, (name) => name);
}
