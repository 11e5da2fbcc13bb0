const DAY_MS = 86_400_000;

/** The month so many months after `month`, both `YYYY-MM`. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const index = year * 12 + (number - 1) + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** The day so many days after `day`, both `YYYY-MM-DD`. */
export function dayAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** How many days of its first week lie before a month: 0 where it begins on a Monday. */
export function daysBefore(month: string): number {
  return (new Date(`${month}-01T00:00:00Z`).getUTCDay() + 6) % 7;
}

/**
 * How dark a day is among others, from 1 to 4: by the share of the busiest one's runs, each step twice the one before it,
 * since a usual day has many times the runs of a Sunday.
 */
export function shadeOf(runs: number, most: number): 1 | 2 | 3 | 4 {
  if (runs * 2 >= most) return 4;
  if (runs * 4 >= most) return 3;
  return runs * 8 >= most ? 2 : 1;
}
