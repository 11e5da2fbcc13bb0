import { Secret, TOTP } from "otpauth";

/** What every authenticator app understands: SHA-1, six digits, thirty seconds (RFC 6238). */
const SETTINGS = { issuer: "Purser", algorithm: "SHA1", digits: 6, period: 30 } as const;

/** Clocks may be wrong by one step in either direction. */
const WINDOW = 1;

/** A new secret for an authenticator app: 160 random bits. */
export function newTotpSecret(): Uint8Array {
  return new Secret({ size: 20 }).bytes;
}

/** The secret as people type it, and as a QR code holds it. */
export function describeTotp(secret: Uint8Array, username: string): { secret: string; uri: string } {
  const totp = totpOf(secret, username);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * The time step that a code of six digits is of, among those around `now`; null where it is of none, or of none after
 * `lastStep`: a code that was taken, and all before it, are not taken again.
 */
export function matchTotp(
  code: string,
  { secret, now, lastStep }: { secret: Uint8Array; now: Date; lastStep: bigint },
): bigint | null {
  if (!/^\d{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW });
  if (delta === null) return null;
  const step = BigInt(TOTP.counter({ period: SETTINGS.period, timestamp }) + delta);
  return step > lastStep ? step : null;
}

function totpOf(secret: Uint8Array, label?: string): TOTP {
  // The library takes the whole buffer, and a view may be of a larger one.
  const buffer = Uint8Array.from(secret).buffer;
  return new TOTP({ ...SETTINGS, ...(label !== undefined && { label }), secret: new Secret({ buffer }) });
}
