import { Box } from "@mantine/core";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ErrorAlert } from "./error-alert.tsx";

/** A page that could not be shown at all, with a way to try again. */
export function PageFault({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Box p="md" maw={720} mx="auto">
      <ErrorAlert
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </Box>
  );
}
