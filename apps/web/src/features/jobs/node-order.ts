const names = new Intl.Collator("en", { numeric: true });

/** Nodes as people count them: `gpu9` before `gpu10`. */
export function inNodeOrder(nodes: Iterable<string>): string[] {
  return [...nodes].sort(names.compare);
}
