import { createTheme, localStorageColorSchemeManager, Menu } from '@mantine/core';

/** One accent, kept apart from the status colours: petrol. Status colours live in `shared/status/status.css`. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 7 },
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'sm',
  fontFamily:
    '"Inter Variable", -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Code", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '0.9375rem' }, h3: { fontSize: '0.875rem' } },
  },
  components: {
    // The placeholder is a focusable element without a role inside a menu, which may hold menu items only.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
  },
  colors: {
    // White on the shades of filled buttons is readable: at least 4.5 to 1.
    red: ['#fff5f5', '#ffe3e3', '#ffc9c9', '#ffa8a8', '#ff8787', '#ff6b6b', '#e03131', '#c92a2a', '#b01e18', '#981712'],
    petrol: [
      '#e6f6f8',
      '#d0e9ed',
      '#a2d3da',
      '#72bcc7',
      '#5cb8c6',
      '#3799a8',
      '#23899a',
      '#137688',
      '#0b6777',
      '#045260',
    ],
    dark: [
      '#dfe3e8',
      '#b4bcc6',
      '#949eaa',
      '#6a7480',
      '#434b56',
      '#323943',
      '#272d35',
      '#1b2027',
      '#14181d',
      '#0e1115',
    ],
    gray: [
      '#f7f8f9',
      '#f0f2f4',
      '#e4e7eb',
      '#d5dae0',
      '#c2c9d1',
      '#8b95a1',
      '#5f6975',
      '#47505b',
      '#2f363e',
      '#1b2026',
    ],
  },
});

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'color-scheme' });
