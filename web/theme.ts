// Looks of every Mantine component: one deep-blue accent, and contrasts that meet WCAG 2.2 AA.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const deepBlue: MantineColorsTuple = [
  '#eef3fa',
  '#dbe5f2',
  '#b8cce6',
  '#90afd7',
  '#6d95ca',
  '#4f7cb9',
  '#3a68a8',
  '#285594',
  '#1d4477',
  '#12305a',
];

export const theme = createTheme({
  colors: { deepBlue },
  primaryColor: 'deepBlue',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  fontFamily: 'Inter, system-ui, sans-serif',
  headings: { fontFamily: 'Inter, system-ui, sans-serif', fontWeight: '600' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 280 } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});

/** The survey is written in the phone's own letters: on a slow network nobody waits for others. */
export const surveyTheme = createTheme({
  ...theme,
  fontFamily: 'system-ui, sans-serif',
  headings: { ...theme.headings, fontFamily: 'system-ui, sans-serif' },
});

/** Mantine's own dimmed, placeholder and error colours are too pale for AA; these are not. Dark is that of the style sheet. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#525a63',
    '--mantine-color-placeholder': '#69717a',
    '--mantine-color-error': '#b42318',
  },
  dark: {
    '--mantine-color-body': '#1b2129',
    '--mantine-color-text': '#e6eaef',
    '--mantine-color-dimmed': '#a9b3be',
    '--mantine-color-placeholder': '#97a1ad',
    '--mantine-color-error': '#ff9a8f',
  },
});
