/** A user name as it is looked up and counted: however it is written, in whatever case, width or spaces around it. */
export function normaliseUserName(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase().normalize("NFKC");
}
