import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import './shared/status/status.css';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { queryClient } from './app/query-client';
import { accountQuery } from './features/account/api/get-account';
import { configureClient } from './shared/request/configure-client';

configureClient();
// What may be done decides about the buttons of every page: it is asked for first.
void queryClient.prefetchQuery(accountQuery);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// A transition: the browser gets a turn between the parts of the page.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
