// Domains, searched and paged by the server, each with why it is or is not being scanned.

import { ask } from './api.js';
import { h, show, table } from './dom.js';
import { clock, figure, many, span, times } from './words.js';

const LIMIT = 25;

/** Milliseconds. Open answers are asked for again at most so often. */
const AGAIN = 2000;

/** What a state means where its name leaves that open. */
const MEANING = {
  disabled: 'nothing asks for it until enabled is true in cptm8domain',
  'never asked': 'a change of the domain asks, or the next scheduled time',
  parked: 'not sent until the name is corrected, or somebody retries it',
  cancelled: 'the domain was disabled after it was asked for, or it was given up',
  'next round': 'the next round of its ring is for it',
  'already waiting': 'covered by a start that was waiting already',
  covered: 'covered by a round that has begun since',
  accepted: 'the broker has its message',
};

/** Answers what is to be called when something has changed: what is open is asked for again. */
export function domains(element) {
  const list = h('div', {});
  const input = h('input', { id: 'domain-search', type: 'search', autocomplete: 'off', spellcheck: 'false' });
  const status = h('p', { class: 'unseen', role: 'status' });
  let pages = [undefined];
  let latest = 0;
  let open = new Map();

  async function load() {
    const mine = ++latest;
    const query = new URLSearchParams({ limit: LIMIT });
    if (input.value.trim()) query.set('query', input.value.trim());
    if (pages.at(-1) !== undefined) query.set('after', pages.at(-1));
    let answer;
    try {
      answer = await ask(`api/domains?${query}`);
    } catch (e) {
      if (mine === latest) show(list, h('p', { class: 'refused' }, e.message));
      return;
    }
    if (mine !== latest) return;
    open = new Map();
    const turn = (to) => {
      pages = to;
      load();
    };
    status.textContent = answer.items.length ? `${many(answer.items.length, 'domain')} shown` : 'no domain';
    show(list,
      answer.items.length ? table('Domains', ['Domain', 'Company', 'Enabled'], answer.items.flatMap((each) => row(each, open))) : h('p', {}, input.value.trim() ? 'No domain is called like that.' : 'There is no domain yet.'),
      pages.length < 2 && !answer.next ? null : h('p', { class: 'buttons' },
        h('button', { type: 'button', 'data-key': 'previous', disabled: pages.length < 2, onclick: () => turn(pages.slice(0, -1)) }, 'Previous'),
        h('button', { type: 'button', 'data-key': 'next', disabled: !answer.next, onclick: () => turn([...pages, answer.next]) }, 'Next')));
  }

  let typing;
  input.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      pages = [undefined];
      load();
    }, 200);
  });
  document.addEventListener('key', load);
  show(element, h('p', { class: 'search' }, h('label', { for: 'domain-search' }, 'Name contains '), input), status, list);
  load();

  let again;
  return () => {
    again ??= setTimeout(async () => {
      // One after the other: the server answers few at a time.
      for (const each of [...open.values()]) await each().catch(() => {});
      again = undefined;
    }, AGAIN);
  };
}

/** @param open what asks for the answers that are shown, by domain */
function row(domain, open) {
  const id = `why-${domain.id}`;
  const answer = h('td', { colspan: 3 });
  const tell = async () => show(answer, why(await ask(`api/domains/${domain.id}/status`)));
  const below = h('tr', { id, class: 'answer', hidden: true }, answer);
  const button = h('button', {
    type: 'button', class: 'opens', 'aria-expanded': 'false', 'aria-controls': id, 'data-key': id,
    onclick: () => {
      below.hidden = !below.hidden;
      button.setAttribute('aria-expanded', String(!below.hidden));
      if (below.hidden) {
        open.delete(id);
      } else {
        open.set(id, tell);
        tell().catch((e) => show(answer, h('p', { class: 'refused' }, e.message)));
      }
    },
  }, domain.name);
  return [
    h('tr', {}, h('th', { scope: 'row', class: 'strange' }, button), h('td', { class: 'strange' }, domain.company ?? '–'), h('td', {}, domain.enabled ? 'yes' : 'no')),
    below,
  ];
}

const said = (parts) => h('dd', {}, parts.filter((part) => part).join('; ') || '–');

const why = (status) => h('dl', { class: 'why' },
  status.scanners.map((each) => [
    h('dt', {}, each.scanner, ' ', h('span', { class: `tag ${each.state.replaceAll(' ', '-')}` }, each.state)),
    said([
      MEANING[each.state],
      each.since ? `since ${clock(each.since)}` : null,
      each.until ? `until ${clock(each.until)}` : null,
      held(each),
      each.position ? `number ${figure(each.position)} in the queue` : null,
      each.attempts ? `tried ${times(each.attempts)}` : null,
      each.reason ? `asked for because: ${each.reason}` : null,
      each.error,
    ]),
  ]),
  status.rings.map((each) => [h('dt', {}, 'ring ', each.ring), said(where(each))]),
  status.led ? null : [h('dt', {}, 'instances'), said(['none leads: no ring is started, and nothing is asked for at its scheduled time'])]);

/** By whom, whatever else it waits for; not where nothing waits. */
function held({ state, hold }) {
  return hold && (state === 'held' || state === 'next round')
    ? `${hold.scanner === null ? 'with all scanners ' : ''}held by ${hold.who}${hold.until ? '' : ' until somebody resumes it'}: ${hold.reason}`
    : null;
}

/** Where the token of a ring is. */
function where(ring) {
  if (ring.run === null) return ['no run was heard of yet'];
  if (ring.scanner === null) {
    return [`nothing runs; run ${ring.run} ended at ${clock(ring.since)}, ${ring.outcome}`, ring.roundAt ? `the next round is due at ${clock(ring.roundAt)}` : null];
  }
  return [
    `run ${ring.run} is at ${ring.scanner} since ${clock(ring.since)}, usually ${span(ring.usuallySeconds)}`,
    ring.state,
    ring.restarts ? `started again ${times(ring.restarts)}` : null,
    ring.why,
  ];
}
