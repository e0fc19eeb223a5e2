// What pages do besides showing: buttons, consent, signing in, and reading their parts anew.
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const titles = { sync: 'Sync now', cancel: 'Cancel' };
let consent = null;

document.documentElement.classList.add('script');

function tell(text, failed = false) {
  const notice = $('#notice');
  notice.textContent = text;
  notice.classList.toggle('failed', failed);
}

/** Sends a change to the interface. Answers whether it was taken; if not, the person is told why. */
async function change(method, path, body) {
  try {
    const answer = await fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: method === 'DELETE' ? undefined : JSON.stringify(body ?? {}),
    });
    if (answer.ok) {
      return true;
    }
    if (answer.status === 401) {
      location.reload();
      return false;
    }
    const problem = await answer.json().catch(() => ({}));
    tell(problem.detail ?? problem.title ?? `The server answered ${answer.status}.`, true);
  } catch {
    tell('The server cannot be reached.', true);
  }
  return false;
}

const addressOf = (profile, action) => `/api/profiles/${encodeURIComponent(profile)}/${action}`;

const actions = {
  async sync(button) {
    const { profile } = button.dataset;
    if (await change('POST', addressOf(profile, 'sync'))) {
      tell(`${profile}: sync started.`);
      showRunning(profile, true);
    }
  },
  async cancel(button) {
    const { profile } = button.dataset;
    if (await change('POST', addressOf(profile, 'cancel'))) {
      tell(`${profile}: the sync is being cancelled.`);
    }
  },
  accept(button) {
    const { profile, step, guard, fetched, published } = button.dataset;
    consent = { profile, step, guard };
    $('#consent-title').textContent = `Publish ${fetched} ${step} of ${profile}?`;
    $('#consent-text').textContent = `${published ? `They take the place of the ${published} that are published. ` : ''}`
      + 'The list is fetched once more and published if it comes as it was shown; what is missing in it is removed from the catalog.';
    $('#consent [data-action=consent-yes]').textContent = `Publish ${fetched} ${step}`;
    $('#consent').showModal();
  },
  'consent-no'() {
    $('#consent').close();
  },
  async 'consent-yes'() {
    const { profile, step, guard } = consent;
    $('#consent').close();
    if (await change('POST', addressOf(profile, 'accept-shrink'), { guards: { [step]: guard } })) {
      tell(`${profile}: ${step} accepted, the list is fetched once more.`);
      showRunning(profile, true);
    }
  },
  async 'sign-out'() {
    if (await change('DELETE', '/api/session')) {
      location.assign('/');
    }
  },
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-action]');
  // A second click of a double click must not undo the first: the button is another one by then.
  if (!button || event.detail > 1) {
    return;
  }
  actions[button.dataset.action]?.(button);
});

/** Shows everywhere that a profile is synced, or is not. */
export function showRunning(profile, running) {
  const row = document.getElementById(`row-${profile}`);
  row?.toggleAttribute('data-running', running);
  const button = document.getElementById(`sync-${profile}`);
  if (button) {
    button.dataset.action = running ? 'cancel' : 'sync';
    button.textContent = titles[button.dataset.action];
    button.setAttribute('aria-label', `${button.textContent}: ${profile}`);
  }
}

/** Puts the parts of another reading of this page in place of those here, where they differ, and keeps focus and what is open. */
function replaceParts(fresh) {
  const focused = document.activeElement?.id;
  for (const part of all('[data-part]')) {
    const next = fresh.getElementById(part.id);
    if (next && next.outerHTML !== part.outerHTML && !part.contains($('dialog[open]'))) {
      part.replaceWith(document.adoptNode(next));
    }
  }
  if (focused && document.activeElement?.id !== focused) {
    (document.getElementById(focused) ?? $('#main')).focus({ preventScroll: true });
  }
}

/** Reads this page once more. Answers the document, or null where it could not be read. */
export async function refresh() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (answer.status === 401) {
      location.reload();
      return null;
    }
    if (!answer.ok) {
      return null;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    replaceParts(fresh);
    return fresh;
  } catch {
    return null;
  }
}

function ageOf(time) {
  const seconds = Math.trunc((Date.now() - time) / 1000);
  const away = Math.abs(seconds);
  const text = away < 60 ? `${away} s` : away < 3600 ? `${Math.trunc(away / 60)} min`
    : away < 172800 ? `${Math.trunc(away / 3600)} h` : `${Math.trunc(away / 86400)} d`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

setInterval(() => {
  if (!document.hidden) {
    all('time[data-age]').forEach((time) => {
      const text = ageOf(Date.parse(time.dateTime));
      if (time.textContent !== text) {
        time.textContent = text;
      }
    });
  }
}, 5000);

// A link to a span in the waterfall opens it.
function openTarget() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  for (let element = target; element; element = element.parentElement) {
    if (element.tagName === 'DETAILS') {
      element.open = true;
    }
  }
  target?.scrollIntoView?.({ block: 'center' });
}
addEventListener('hashchange', openTarget);
openTarget();

const signIn = $('#sign-in');
if (signIn) {
  signIn.addEventListener('submit', async (event) => {
    event.preventDefault();
    const error = $('#sign-in-error');
    error.hidden = true;
    let text = 'The server cannot be reached.';
    try {
      const answer = await fetch('/api/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ key: $('#key').value }),
      });
      if (answer.ok) {
        location.reload();
        return;
      }
      text = answer.status === 401 ? 'This is not the key.' : 'Too many attempts: wait a little.';
    } catch {
      // Told below.
    }
    error.textContent = text;
    error.hidden = false;
    $('#key').select();
  });
  // Who follows a link from another site comes without the cookie, which requests of this page have: once more, from here.
  const session = await fetch('/api/session').then((answer) => answer.json()).catch(() => null);
  const tried = 'dataflowsync-tried-at';
  if (session?.signedIn && Date.now() - Number(sessionStorage.getItem(tried)) > 10_000) {
    sessionStorage.setItem(tried, `${Date.now()}`);
    location.replace(location.pathname + location.search);
  }
}
