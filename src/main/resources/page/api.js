// Questions to this server, with the key if there is one, and the stream of what changes.

const KEY = 'orchestratorm8.key';
let asking;

export const key = () => sessionStorage.getItem(KEY);

export function useKey(value) {
  if (value) sessionStorage.setItem(KEY, value);
  else sessionStorage.removeItem(KEY);
  asking?.abort();
}

/** What the server said instead of an answer. */
export class Problem extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

function headers(more = {}) {
  return key() ? { ...more, Authorization: `Bearer ${key()}` } : more;
}

async function problem(answer) {
  let said = {};
  try {
    said = await answer.json();
  } catch {
    // not one of ours, for example a proxy's
  }
  return new Problem(answer.status, said.detail ?? said.title ?? `The server answered ${answer.status}.`);
}

export async function ask(path, options = {}) {
  const answer = await fetch(path, { ...options, headers: headers(options.headers), cache: 'no-store' });
  if (!answer.ok) throw await problem(answer);
  return answer.status === 204 ? null : answer.json();
}

/** @param body null: none */
export function tell(path, body, method = 'POST') {
  return ask(path, {
    method,
    headers: {
      ...(method === 'POST' ? { 'Idempotency-Key': `${Date.now()}-${Math.random()}` } : {}),
      ...(body === null ? {} : { 'Content-Type': 'application/json' }),
    },
    body: body === null ? undefined : JSON.stringify(body),
  });
}

/** Milliseconds. The server says something every fifteen seconds; a connection that was cut without a word says nothing any more. */
const SILENCE = 40000;

/** Events of a stream that is read by fetch, since EventSource cannot send a key. */
async function read(path, told) {
  const mine = (asking = new AbortController());
  let alarm;
  const heard = () => {
    clearTimeout(alarm);
    alarm = setTimeout(() => mine.abort(new Error('nothing is heard')), SILENCE);
  };
  heard();
  try {
    const answer = await fetch(path, { headers: headers({ Accept: 'text/event-stream, application/json' }), signal: mine.signal, cache: 'no-store' });
    if (!answer.ok) throw await problem(answer);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard();
      rest += value;
      const events = rest.split('\n\n');
      rest = events.pop();
      for (const event of events) {
        if (event.startsWith('data: ')) told(JSON.parse(event.slice(6)));
      }
    }
  } finally {
    clearTimeout(alarm);
  }
}

/**
 * For as long as the page is open: connects, and again after a while.
 *
 * @param told each snapshot
 * @param lost a Problem, or what the browser says
 */
export async function follow(path, told, lost) {
  let wait = 500;
  for (;;) {
    let next = wait;
    wait = Math.min(wait * 2, 5000);
    try {
      await read(path, (snapshot) => {
        next = wait = 500;
        told(snapshot);
      });
    } catch (e) {
      if (e.name === 'AbortError') {
        next = 0;
      } else {
        lost(e);
        // The same key would be refused again: until there is another.
        if (e.status === 401) next = Infinity;
      }
    }
    await new Promise((go) => {
      const timer = next < Infinity ? setTimeout(go, next) : undefined;
      document.addEventListener('key', () => (clearTimeout(timer), go()), { once: true });
    });
  }
}
