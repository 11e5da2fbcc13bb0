import { useState } from "react";
import { ApiError } from "./api-error.ts";
import { newIdempotencyKey } from "./idempotency-key.ts";

/** What moves money is sent under one key per intention: a second click or a lost answer changes nothing twice. */
export function useIntention() {
  const [key, setKey] = useState(newIdempotencyKey);
  const renew = () => setKey(newIdempotencyKey());
  return {
    key,
    renew,
    /** A refusal ends the intention. A fault or a lost answer does not: it may have been done, and is asked for again. */
    renewIfRefused: (error: Error) => {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) renew();
    },
  };
}
