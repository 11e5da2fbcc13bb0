import { create } from "zustand";

export interface Toast {
  readonly id: number;
  readonly tone: "success" | "failure";
  readonly text: string;
}

let next = 1;

export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** Shows a short message for a few seconds. */
export function showToast(tone: Toast["tone"], text: string): void {
  const toast = { id: next++, tone, text };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, toast].slice(-3) }));
  setTimeout(() => closeToast(toast.id), 6000);
}

export function closeToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
