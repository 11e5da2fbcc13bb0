import { encode } from "uqr";

/** A QR code, drawn here: what it holds is told to no other server. Black on white in any theme, since cameras want that. */
export function QrCode({
  text,
  label,
  size = 208,
}: {
  readonly text: string;
  readonly label: string;
  readonly size?: number;
}) {
  const { data, size: cells } = encode(text, { ecc: "M", border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${cells} ${cells}`}
      width={size}
      height={size}
      shapeRendering="crispEdges"
      style={{ background: "#fff", borderRadius: 8, maxWidth: "100%" }}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
