/** What is looked at of a reject to see which ones belong together. */
interface StoodAside {
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
}

/** A stretch of this size, in characters, ends where it may. */
const LONG = 4 * 1024 * 1024;
/** And one of this size is not read: nothing says where in it a record begins. */
const TOO_LONG = 64 * 1024 * 1024;

/**
 * Rejects in stretches of neighbouring lines, to be read again one stretch at a time: what stood between two stretches
 * was a record of its own, and two halves of different records must not become one. Nor may a stretch be cut where a
 * record may go on, since a text within it can look like a record: it is cut only between two lines that were records
 * by themselves and failed for a value in them.
 *
 * A stretch that is too long to be read comes as null.
 */
export async function* stretchesOf<Reject extends StoodAside>(
  rejects: AsyncIterable<Reject>,
): AsyncGenerator<Reject[] | null> {
  let stretch: Reject[] = [];
  let characters = 0;
  for await (const reject of rejects) {
    if (endsBefore(reject, stretch.at(-1), characters)) {
      yield characters > TOO_LONG ? null : stretch;
      stretch = [];
      characters = 0;
    }
    characters += reject.raw.length;
    if (characters <= TOO_LONG) stretch.push(reject);
    else stretch = [reject];
  }
  if (stretch.length > 0) yield characters > TOO_LONG ? null : stretch;
}

function endsBefore(next: StoodAside, last: StoodAside | undefined, characters: number): boolean {
  if (last === undefined) return false;
  if (next.line !== last.line + 1) return true;
  return characters > LONG && isWhole(last) && isWhole(next);
}

function isWhole({ reason }: StoodAside): boolean {
  return !reason.startsWith("RECORD_");
}
