import type { Node } from "@purser/contract/schemas";
import { useNavigate } from "@tanstack/react-router";
import { type FocusEvent, type KeyboardEvent, type MouseEvent, memo, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./inventory.module.css";
import { type Measure, markOf } from "./node-mark.ts";
import { useNodeText } from "./node-text.ts";

/** Up to so many nodes their names stand in the cells. */
const MOST_NAMED = 60;

interface Props {
  readonly nodes: readonly Node[];
  readonly measure: Measure;
}

/**
 * A cell for each node, which leads to its page. One can be reached by Tab, and from there the others by the arrow keys, Home
 * and End. The list listens for all of them: a thousand cells that each listen are slow.
 */
export function HeatMap({ nodes, measure }: Props) {
  const { t } = useTranslation("inventory");
  const write = useNodeText();
  const navigate = useNavigate();
  const [focused, setFocused] = useState<string>();
  const isNamed = nodes.length <= MOST_NAMED;
  const entry = nodes.some(({ name }) => name === focused) ? focused : nodes[0]?.name;
  const follow = (event: MouseEvent<HTMLElement>) => {
    const cell = nodes.find(({ name }) => name === nameAt(event.target));
    if (cell === undefined || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ to: "/live/nodes/$cluster/$name", params: { cluster: cell.cluster, name: cell.name } });
  };
  return (
    <ul
      className={styles.map}
      aria-label={t("nodes.map")}
      data-named={isNamed || undefined}
      onClick={follow}
      onKeyDown={moveFocus}
      onFocus={(event: FocusEvent<HTMLElement>) => setFocused(nameAt(event.target))}
    >
      {nodes.map((node) => (
        <Cell key={node.name} {...{ node, measure, write, isNamed }} isEntry={node.name === entry} />
      ))}
    </ul>
  );
}

interface CellProps {
  readonly node: Node;
  readonly measure: Measure;
  /** The node in words. */
  readonly write: (node: Node) => string;
  readonly isNamed: boolean;
  readonly isEntry: boolean;
}

/**
 * Works out its words by itself, so that a map is drawn in many small steps. The sign is drawn by the style sheet: it is
 * no part of the link's name, which says the same in words.
 */
const Cell = memo(({ node, measure, write, isNamed, isEntry }: CellProps) => {
  const { cluster, name } = node;
  const { tone, sign } = markOf(node, measure);
  const text = write(node);
  return (
    <li>
      <a
        className={styles.cell}
        href={`/live/nodes/${encodeURIComponent(cluster)}/${encodeURIComponent(name)}`}
        data-node={name}
        data-tone={tone}
        data-sign={sign}
        tabIndex={isEntry ? 0 : -1}
        aria-label={text}
        title={text}
      >
        {isNamed && <span className={styles.name}>{name}</span>}
      </a>
    </li>
  );
});
Cell.displayName = "Cell";

function nameAt(target: EventTarget): string | undefined {
  return target instanceof HTMLElement ? target.closest<HTMLElement>("[data-node]")?.dataset.node : undefined;
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const cells = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-node]")];
  const place = cells.findIndex((cell) => Object.is(cell, event.target));
  const next = placeAfter(event, place, cells.length);
  if (place < 0 || next === undefined) return;
  event.preventDefault();
  cells[next]?.focus();
}

function placeAfter({ key, currentTarget }: KeyboardEvent<HTMLElement>, place: number, count: number) {
  const columns = getComputedStyle(currentTarget).gridTemplateColumns.split(" ").length;
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns },
    ...{ Home: -place, End: count - 1 - place },
  };
  const step = steps[key];
  return step === undefined ? undefined : place + step;
}
