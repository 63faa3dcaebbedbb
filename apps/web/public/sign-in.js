// The sign-in page: the only script, with color-scheme.js, that is served to whoever has not signed in.
(() => {
  const form = document.getElementById('sign-in');
  const problem = document.getElementById('problem');
  const button = form.querySelector('button');
  form.elements.name.focus();

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    say('');
    button.disabled = true;
    try {
      const response = await send(form.elements.name.value, form.elements.password.value);
      if (response.ok) return location.replace(whereTo());
      say(await wordsFor(response));
    } catch {
      say('The server did not answer. It may be restarting.');
    }
    button.disabled = false;
    form.elements.password.select();
    form.elements.password.focus();
  });

  function send(name, password) {
    return fetch('/api/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
      body: JSON.stringify({ name, password }),
    });
  }

  async function wordsFor(response) {
    if (response.status === 401) return 'Name or password is wrong.';
    const { detail } = await response.json().catch(() => ({}));
    return detail ?? `The server answered ${response.status}.`;
  }

  function say(words) {
    problem.textContent = words;
    problem.hidden = words === '';
  }

  // Back to where somebody came from, and never to another site.
  function whereTo() {
    const wanted = new URLSearchParams(location.search).get('to') ?? '/';
    const url = URL.canParse(wanted, location.origin) ? new URL(wanted, location.origin) : null;
    const isOurs = url?.origin === location.origin && url.pathname !== location.pathname;
    // The whole address: a path of '//elsewhere' alone would be one of another site.
    return isOurs ? url.href : '/';
  }
})();
