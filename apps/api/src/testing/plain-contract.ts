/** A piece of an OpenAPI document. */
type Node = Readonly<Record<string, unknown>>;

const METHODS = ["get", "post", "put", "patch", "delete"];

/**
 * The contract in the one form in which a document made from routes can be compared: references to parameters and
 * responses replaced by what they name, what a path says of all its operations said by each, optional parameters
 * saying so. Response headers are left out, as routes do not describe them. Nothing else differs.
 */
export function plainContract(document: object): Node {
  const root = document as Node;
  return plain(root, root);
}

function plain(root: Node, document: Node): Node {
  const paths = Object.fromEntries(
    Object.entries(at(root, "paths")).map(([url, item]) => [url, plainItem(item as Node, document)]),
  );
  return { ...root, paths };
}

function plainItem(item: Node, document: Node): Node {
  const shared = list(item.parameters);
  const operations = METHODS.filter((method) => item[method] !== undefined).map((method) => {
    const operation = at(item, method);
    const parameters = [...shared, ...list(operation.parameters)].map((each) => plainParameter(each, document));
    const responses = Object.fromEntries(
      Object.entries(at(operation, "responses")).map(([status, response]) => {
        const { headers: _, ...rest } = resolve(response as Node, document);
        return [status, rest];
      }),
    );
    const { parameters: _, ...rest } = operation;
    const sorted = parameters.sort((a, b) => `${a.in} ${a.name}`.localeCompare(`${b.in} ${b.name}`));
    return [method, { ...rest, responses, ...(sorted.length > 0 && { parameters: sorted }) }];
  });
  return Object.fromEntries(operations);
}

function plainParameter(parameter: Node, document: Node): Node {
  const own = resolve(parameter, document);
  const { description: _, ...schema } = resolve(at(own, "schema"), document);
  return { ...own, required: own.required === true, schema };
}

function resolve(node: Node, document: Node): Node {
  const reference = node.$ref;
  if (typeof reference !== "string") return node;
  return reference
    .slice(2)
    .split("/")
    .reduce((found, step) => at(found, step), document);
}

function at(node: Node, key: string): Node {
  return (node[key] ?? {}) as Node; // a document of ours, whose shape the generator has checked
}

function list(value: unknown): Node[] {
  return Array.isArray(value) ? value : [];
}
