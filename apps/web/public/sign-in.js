// The sign-in page: the only script, with color-scheme.js, that is served to whoever has not signed in.
(() => {
  const form = document.getElementById('sign-in');
  const problem = document.getElementById('problem');
  const button = form.querySelector('button');
  const asked = new URLSearchParams(location.search);
  form.elements.name.focus();
  offerProvider();

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

  // What the server says about a sign-in with the provider that came to nothing; any other value says nothing.
  const PROBLEMS = {
    'provider-away': (name) => `${name} does not answer. Try again later, or sign in with a password.`,
    'provider-wrong': (name) =>
      `${name} and this server do not understand each other. The administrator finds the reason in the log.`,
    'provider-refused': (name) => `${name} did not let you in.`,
    'start-again': () => 'This sign-in is over or was begun elsewhere. Please begin again.',
    'no-role': (name) => `${name} knows you, but you have no role here. Ask the administrator for one.`,
    'no-name': (name) => `${name} tells no name by which you could be known here.`,
    'name-taken': () => 'Another user here has your name. Ask the administrator.',
    disabled: () => 'Your user is disabled. Ask the administrator.',
    'too-many': () => 'Too many attempts to sign in; try again in a few minutes.',
  };

  // The form is there at once and works without an answer.
  async function offerProvider() {
    const response = await fetch('/api/sign-in/options').catch(() => null);
    const { openId } = response?.ok ? await response.json() : {};
    const problem = asked.get('problem') ?? '';
    if (Object.hasOwn(PROBLEMS, problem)) say(PROBLEMS[problem](openId?.name ?? 'The provider'));
    if (!openId) return;
    const link = document.createElement('a');
    link.className = 'button';
    const to = asked.get('to');
    link.href = to === null ? openId.url : `${openId.url}?to=${encodeURIComponent(to)}`;
    link.textContent = `Sign in with ${openId.name}`;
    form.after(link);
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
    const wanted = asked.get('to') ?? '/';
    const url = URL.canParse(wanted, location.origin) ? new URL(wanted, location.origin) : null;
    const isOurs = url?.origin === location.origin && url.pathname !== location.pathname;
    // The whole address: a path of '//elsewhere' alone would be one of another site.
    return isOurs ? url.href : '/';
  }
})();
