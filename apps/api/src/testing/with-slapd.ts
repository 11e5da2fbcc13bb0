import { afterAll, beforeAll, describe, it } from "vitest";
import { type ExampleDirectory, startExampleDirectory } from "./example-directory.ts";
import { findSlapd } from "./slapd-programs.ts";

/** A `describe` with a real directory for its tests; a single skipped test, which says why, where there can be none. */
export async function describeWithSlapd(name: string, tests: (directory: () => ExampleDirectory) => void) {
  const programs = await findSlapd();
  if (typeof programs === "string")
    return describe(name, () => it.skip(`needs OpenLDAP: ${programs}`, () => undefined));
  return describe(name, () => {
    let directory: ExampleDirectory | undefined;
    beforeAll(async () => {
      directory = await startExampleDirectory(programs);
    });
    afterAll(async () => await directory?.[Symbol.asyncDispose]());
    tests(() => {
      if (directory === undefined) throw new Error("the directory has not been started");
      return directory;
    });
  });
}
