/** Where the web app takes the token of a reset link: behind the `#`, which browsers do not send. */
export function resetPath(token: string): string {
  return `/reset-password#token=${token}`;
}
