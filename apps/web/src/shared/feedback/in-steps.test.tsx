import { render, screen } from '@testing-library/react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { InSteps } from './in-steps';

it('shows the placeholder first, and then what is large', async () => {
  const container = document.body.appendChild(document.createElement('div'));
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', false);
  const root = createRoot(container);
  flushSync(() =>
    root.render(
      <InSteps placeholder={<p>soon</p>}>
        <p>a large table</p>
      </InSteps>,
    ),
  );
  expect(container.textContent).toBe('soon');
  expect(await screen.findByText('a large table')).toBeVisible();
  root.unmount();
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
});

it('draws changes at once', () => {
  const shown = (text: string) => (
    <InSteps placeholder={<p>soon</p>}>
      <p>{text}</p>
    </InSteps>
  );
  const { rerender } = render(shown('one'));
  rerender(shown('two'));
  expect(screen.getByText('two')).toBeVisible();
  expect(screen.queryByText('soon')).not.toBeInTheDocument();
});
