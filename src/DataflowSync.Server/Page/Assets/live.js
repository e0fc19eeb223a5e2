// Keeps what is running up to date, from the stream of the interface.
import { refresh, showRunning } from './page.js';

const section = document.getElementById('live');
const cards = document.getElementById('live-cards');
const connection = document.getElementById('connection');
const number = new Intl.NumberFormat('en-US');
const decimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const longestWait = 30_000;
const longestSilence = 2_000; // after which nothing comes any more, and the last rates are over
const shownAfterEnd = 6_000;
const runs = new Map(); // profile → its last event
const waiting = new Set(); // profiles whose card is drawn with the next frame
let source = null;
let wait = 1_000;
let retry = 0;
let isReading = false;
let isDue = false;

const isOver = (run) => run.status !== 'Syncing';
const percent = (part) => `${Math.round(part * 100)} %`;
const megabytes = (bytes) => decimal.format(bytes / 1e6);

function duration(milliseconds) {
  if (milliseconds < 10) {
    return `${Number(milliseconds.toFixed(1))} ms`;
  }
  if (milliseconds < 999.5) {
    return `${Math.round(milliseconds)} ms`;
  }
  if (milliseconds < 60_000) {
    return `${(milliseconds / 1000).toFixed(1)} s`;
  }
  return milliseconds < 3_600_000
    ? `${Math.trunc(milliseconds / 60_000)} min ${Math.trunc(milliseconds / 1000) % 60} s`
    : `${Math.trunc(milliseconds / 3_600_000)} h ${Math.trunc(milliseconds / 60_000) % 60} min`;
}

function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

const cardWith = (profile) => cards.querySelector(`[data-live="${CSS.escape(profile)}"]`);

function cardOf(run) {
  let card = cardWith(run.profileId);
  if (!card) {
    card = document.getElementById('live-card').content.firstElementChild.cloneNode(true);
    card.dataset.live = run.profileId;
    card.setAttribute('aria-label', `Sync of ${run.profileId}`);
    const link = card.querySelector('[data-f=profile]');
    link.textContent = run.profileId;
    link.href = `/profiles/${encodeURIComponent(run.profileId)}`;
    cards.append(card);
  }
  card.dataset.run = run.runId;
  return card;
}

function drawStep(list, step) {
  let item = list.querySelector(`[data-step="${CSS.escape(step.name)}"]`);
  if (!item) {
    item = document.getElementById('live-step').content.firstElementChild.cloneNode(true);
    item.dataset.step = step.name;
    write(item.querySelector('.name'), step.name);
    list.append(item);
  }
  item.dataset.state = step.status ?? (step.attempts > 0 ? 'Syncing' : 'Waiting');
  item.querySelector('progress').value = step.fraction ?? 0;
  write(item.querySelector('[data-f=count]'), number.format(step.items));
  write(item.querySelector('[data-f=note]'), step.attempts > 1 ? `attempt ${step.attempts}`
    : !step.status || step.status === 'Completed' ? '' : step.status);
}

function draw(run) {
  const card = cardOf(run);
  const field = (name, text) => write(card.querySelector(`[data-f=${name}]`), text);
  const idle = isOver(run) ? 0 : performance.now() - run.receivedAt;
  const isStill = idle > longestSilence;
  card.dataset.status = run.status;
  field('step', run.currentStep);
  field('percent', `${run.progress} %`);
  card.querySelector('[data-f=progress]').value = run.progress;
  field('items', number.format(isStill ? 0 : run.itemsPerSecond));
  field('rate', megabytes(isStill ? 0 : run.bytesPerSecond));
  field('bytes', megabytes(run.bytes));
  field('elapsed', duration(run.elapsedMs + idle));
  field('retries', `${run.retries}`);
  for (const block of card.querySelectorAll('.block')) {
    const fill = run.blocks[block.dataset.block] ?? 0;
    const meter = block.querySelector('[role=meter]');
    block.classList.toggle('full', fill >= 0.9);
    block.querySelector('rect').setAttribute('width', fill * 100);
    meter.setAttribute('aria-valuenow', Math.round(fill * 100));
    meter.setAttribute('aria-valuetext', `${percent(fill)} full`);
    write(block.querySelector('.value'), percent(fill));
  }
  const steps = card.querySelector('.steps');
  run.steps.forEach((step) => drawStep(steps, step));
  const errors = card.querySelector('[data-f=errors]');
  run.errors.slice(errors.children.length).forEach((error) => {
    const text = document.createElement('bdi');
    text.textContent = error;
    errors.append(document.createElement('li'));
    errors.lastElementChild.append(text);
  });
  section.hidden = false;
}

function drop(profile) {
  cardWith(profile)?.remove();
  section.hidden = cards.children.length === 0;
}

function take(run) {
  if (section.dataset.only && section.dataset.only !== run.profileId) {
    return;
  }
  const card = cardWith(run.profileId);
  const isShown = card?.dataset.run === run.runId;
  if (isOver(run) && !isShown && runs.get(run.profileId)?.runId !== run.runId) {
    return; // It was over when this page began to watch.
  }
  if (isOver(run) ? isShown && card.dataset.status !== run.status : !isShown) {
    document.getElementById('notice').textContent = `${run.profileId}: sync ${isOver(run) ? `ended: ${run.status}` : 'started'}.`;
  }
  if (!isShown) {
    card?.remove();
  }
  run.receivedAt = performance.now();
  runs.set(run.profileId, run);
  if (waiting.size === 0) {
    requestAnimationFrame(drawAll);
  }
  waiting.add(run.profileId);
  if (isOver(run)) {
    setTimeout(() => runs.get(run.profileId) === run && drop(run.profileId), shownAfterEnd);
    readSoon(300);
  }
}

function drawAll() {
  for (const profile of waiting) {
    const run = runs.get(profile);
    showRunning(profile, !isOver(run));
    draw(run);
  }
  waiting.clear();
}

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Reads the page anew; the longer that takes, the more seldom. */
async function readSoon(after) {
  isDue = true;
  if (isReading) {
    return;
  }
  isReading = true;
  await pause(after);
  while (isDue) {
    isDue = false;
    const began = performance.now();
    const fresh = await refresh();
    if (fresh) {
      reconcile(fresh);
    }
    await pause(10 * (performance.now() - began));
  }
  isReading = false;
}

/** What this page knows of runs from the stream is newer than what it just read. */
function reconcile(fresh) {
  for (const card of cards.querySelectorAll('[data-live]')) {
    const profile = card.dataset.live;
    if (!runs.has(profile) && !fresh.querySelector(`[data-live="${CSS.escape(profile)}"]`)) {
      drop(profile);
    }
  }
  runs.forEach((run, profile) => showRunning(profile, !isOver(run)));
}

// A run of which nothing comes goes on all the same.
setInterval(() => {
  if (source) {
    runs.forEach((run) => !isOver(run) && cardWith(run.profileId) && draw(run));
  }
}, 1_000);

function show(state, text) {
  connection.dataset.state = state;
  write(connection, text);
}

function open() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource('/api/live');
  source.onopen = () => {
    wait = 1_000;
    const wasLost = connection.dataset.state === 'lost';
    runs.clear();
    show('live', 'Live');
    if (wasLost) {
      readSoon(0);
    }
  };
  source.addEventListener('run', (event) => take(JSON.parse(event.data)));
  source.onerror = () => {
    close();
    show('lost', 'Connection lost. Trying again…');
    retry = setTimeout(open, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, longestWait);
  };
}

function close() {
  clearTimeout(retry);
  source?.close();
  source = null;
}

// Streams are few, and nobody looks at a hidden page. One that comes back reads what it missed.
function follow() {
  if (document.hidden) {
    close();
    show('paused', 'Paused');
  } else if (!source) {
    open();
    if (connection.dataset.state === 'paused') {
      readSoon(0);
    }
  }
}

if (section) {
  document.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', close);
  addEventListener('pageshow', follow);
  follow();
}
