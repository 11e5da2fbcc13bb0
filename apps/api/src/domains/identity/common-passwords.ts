/**
 * The 49,000 passwords most often found in leaks, in lower case. They are unpacked when somebody first sets a password,
 * some 35 ms and 4 MB, and stay.
 */
export async function commonPasswords(): Promise<ReadonlySet<string>> {
  known ??= unpack();
  return await known;
}

let known: Promise<ReadonlySet<string>> | undefined;

async function unpack(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set(dictionary["passwords-common"].map((each) => String(each).toLowerCase()));
}
