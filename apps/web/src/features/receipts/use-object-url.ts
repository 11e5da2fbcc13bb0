import { useEffect, useState } from "react";

/** An address of this page for a file in memory; given back when the file or the component goes. */
export function useObjectUrl(file: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (file === undefined) return;
    const made = URL.createObjectURL(file.type === "" ? new Blob([file], { type: "application/pdf" }) : file);
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [file]);
  return url;
}
