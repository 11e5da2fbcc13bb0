import "./ui/sound-locale.ts"; // before whatever asks for it
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/dropzone/styles.css";
import "./ui/fonts.css";
import "./ui/base.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client.ts";
import { onSessionEnd } from "./api/session.ts";
import { startI18n } from "./locales/i18n.ts";
import { router } from "./routes.tsx";
import { useProof } from "./stores/proof.ts";
import { cssVariables, theme } from "./ui/theme.ts";

const colorSchemes = localStorageColorSchemeManager({ key: "purser.color_scheme" });

onSessionEnd(() => {
  useProof.getState().question?.answer(false); // whoever has to sign in anew has nothing to confirm
  queryClient.clear();
  void router.navigate({ to: "/sign-in", search: { ended: true } });
});

await startI18n();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
