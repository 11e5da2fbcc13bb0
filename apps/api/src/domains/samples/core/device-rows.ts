import type { Device } from "./sample.ts";

type DeviceRow = readonly [string, string | null, number | null, number | null, number | null, number | null];

/** The devices of a sample as the JSON that is stored; null: none. */
export function deviceRows(devices: readonly Device[] | null): string | null {
  if (devices === null) return null;
  const row = ({ id, vendor, utilization, memory, power, temperature }: Device): DeviceRow => [
    ...([id, vendor, utilization, memory, power, temperature] as const),
  ];
  return JSON.stringify(devices.map(row));
}

/** What `deviceRows` wrote, as it was. */
export function readDeviceRows(rows: unknown): readonly Device[] | null {
  if (rows === null) return null;
  return (rows as readonly DeviceRow[]).map(([id, vendor, utilization, memory, power, temperature]) => ({
    ...{ id, vendor, utilization, memory, power, temperature },
  })); // what deviceRows itself wrote
}
