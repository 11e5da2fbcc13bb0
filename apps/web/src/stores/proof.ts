import { create } from "zustand";

interface Question {
  /** Called with whether the person proved who they are. */
  readonly answer: (proven: boolean) => void;
}

/** Calls that wait until the person has confirmed their password; null: none does. */
export const useProof = create<{ question: Question | null }>(() => ({ question: null }));

let asking: Promise<boolean> | null = null;

/** Asks the person to confirm their password; calls that come meanwhile wait for the same answer. */
export function askForProof(): Promise<boolean> {
  asking ??= new Promise<boolean>((resolve) => {
    useProof.setState({
      question: {
        answer: (proven) => {
          useProof.setState({ question: null });
          asking = null;
          resolve(proven);
        },
      },
    });
  });
  return asking;
}
