import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = process.env.PURSER_API ?? "http://localhost:8000";

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ["source", "module", "browser", "development|production"] },
  server: { port: 3000, proxy: { "/api": api, "/healthz": api, "/readyz": api } },
  build: {
    outDir: "dist",
    // The page's policy allows scripts and fonts of its own origin only: nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
