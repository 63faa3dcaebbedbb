// What component tests need beyond jsdom.
require('@testing-library/jest-dom');

// jsdom lays nothing out and has no media; components ask for both.
window.matchMedia ??= (query) => ({
  matches: false,
  media: query,
  addEventListener() {},
  removeEventListener() {},
});
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
// jsdom lays nothing out, and says so on the console whenever the router restores where a page was scrolled to.
window.scrollTo = () => {};
