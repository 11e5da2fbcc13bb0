import {
  Badge,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Modal,
  Table,
} from "@mantine/core";

/** The one accent colour. Shade 7 on white and shade 3 on dark pass AA for text. */
const teal: MantineColorsTuple = [
  "#e7f6f7",
  "#d3eaec",
  "#a6d5d9",
  "#76bfc6",
  "#4fadb6",
  "#2f9aa5",
  "#15818d",
  "#0b6671",
  "#08545d",
  "#043f47",
];

/** What lies behind fields, buttons and tracks in the dark: tinted as the panels are. From text to the deepest ground. */
const dark: MantineColorsTuple = [
  "#c9d1d9",
  "#b3bdc6",
  "#8b97a1",
  "#64707a",
  "#3d4852",
  "#333d45",
  "#222b32",
  "#1d252b",
  "#171d22",
  "#10151a",
];

const FONT = '"Sarabun", system-ui, "Segoe UI", sans-serif';

export const theme = createTheme({
  colors: { teal, dark },
  primaryColor: "teal",
  primaryShade: { light: 7, dark: 6 },
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", "Cascadia Mono", Menlo, Consolas, "Sarabun", monospace',
  headings: {
    fontFamily: FONT,
    fontWeight: "600",
    sizes: { h1: { fontSize: "1.625rem", lineHeight: "1.3" }, h2: { fontSize: "1.125rem", lineHeight: "1.4" } },
  },
  fontSizes: { xs: "0.8125rem", sm: "0.9375rem", md: "1rem", lg: "1.125rem", xl: "1.25rem" },
  lineHeights: { xs: "1.45", sm: "1.5", md: "1.55" },
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  autoContrast: true,
  components: {
    Badge: Badge.extend({ defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 600, size: "md" } }),
    Button: Button.extend({ defaultProps: { fw: 600 } }),
    // Thai has marks above and below its letters: lines of a hint set as tight as Mantine does would touch.
    InputWrapper: Input.Wrapper.extend({ styles: { description: { lineHeight: 1.55 }, error: { lineHeight: 1.55 } } }),
    Modal: Modal.extend({ styles: { title: { fontWeight: 600, lineHeight: 1.4 } } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: "xs", horizontalSpacing: "md" } }),
  },
});

/** Mantine's own dimmed text has a contrast of 3.3:1; these two have 5.9:1 and 7:1. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#56616b",
    "--mantine-color-placeholder": "#66717b",
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#16202a",
    "--mantine-color-default-border": "#d9dfe4",
    "--mantine-color-error": "#c02626",
    "--mantine-color-anchor": "#0b6671",
    "--mantine-color-green-light-color": "#17632a",
    "--mantine-color-orange-light-color": "#8f3606",
    "--mantine-color-red-light-color": "#a01c1c",
    "--mantine-color-red-text": "#c02626",
    "--mantine-color-blue-light-color": "#12508f",
    "--mantine-color-gray-light-color": "#3d464e",
    "--purser-canvas": "#f6f8f9",
    "--purser-subtle": "#f1f4f6",
    "--purser-accent-subtle": "#e7f6f7",
    "--purser-shade-1": "#e7f6f7",
    "--purser-shade-2": "#c3e4e7",
    "--purser-shade-3": "#9bd0d5",
    "--purser-shade-4": "#76bfc6",
  },
  dark: {
    "--mantine-color-dimmed": "#a5b0b9",
    "--mantine-color-placeholder": "#929da7",
    "--mantine-color-body": "#171d22",
    "--mantine-color-text": "#e4e9ed",
    "--mantine-color-default-border": "#333d45",
    "--mantine-color-error": "#ff8787",
    "--mantine-color-anchor": "#76bfc6",
    "--mantine-color-teal-light": "#12343a",
    "--mantine-color-orange-light": "#3a2611",
    "--mantine-color-orange-light-color": "#ffc078",
    "--mantine-color-red-light": "#40191b",
    "--mantine-color-red-light-color": "#ffa8a8",
    "--mantine-color-green-light": "#14331d",
    "--mantine-color-green-light-color": "#8ce99a",
    "--mantine-color-blue-light": "#12304b",
    "--mantine-color-blue-light-color": "#a5d8ff",
    "--mantine-color-gray-light": "#2b353d",
    "--mantine-color-teal-light-hover": "#17414a",
    "--purser-canvas": "#10151a",
    "--purser-subtle": "#1d252b",
    "--purser-accent-subtle": "#12343a",
    "--purser-shade-1": "#12343a",
    "--purser-shade-2": "#15474f",
    "--purser-shade-3": "#185c66",
    "--purser-shade-4": "#1b6873",
  },
});
