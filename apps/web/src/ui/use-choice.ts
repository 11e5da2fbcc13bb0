import { useState } from "react";

/**
 * The value of a field that lives elsewhere, such as in the address, which follows a moment later. What is chosen stands
 * in the field at once: without that the field jumps back until the page has followed. Whatever the other place comes to
 * say next holds, also when the person goes back to the page before.
 */
export function useChoice<T>(value: T, onChange: (next: T) => void): readonly [shown: T, choose: (next: T) => void] {
  const [shown, setShown] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setShown(value);
  }
  const choose = (next: T) => {
    setShown(next);
    onChange(next);
  };
  return [shown, choose];
}
