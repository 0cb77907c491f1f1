// Domains, searched and paged by the server, each with why it is or is not being scanned.

import { ask } from './api.js';
import { h, show, table } from './dom.js';
import { clock, figure, many, span } from './words.js';

const LIMIT = 25;

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

export function domains(element) {
  const list = h('div', {});
  const input = h('input', { id: 'domain-search', type: 'search', autocomplete: 'off', spellcheck: 'false' });
  const status = h('p', { class: 'unseen', role: 'status' });
  let pages = [undefined];
  let latest = 0;

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
    const turn = (to) => {
      pages = to;
      load();
    };
    status.textContent = answer.items.length ? `${many(answer.items.length, 'domain')} shown` : 'no domain';
    show(list,
      answer.items.length ? table('Domains', ['Domain', 'Company', 'Enabled'], answer.items.flatMap(row)) : h('p', {}, input.value.trim() ? 'No domain is called like that.' : 'There is no domain yet.'),
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
}

function row(domain) {
  const id = `why-${domain.id}`;
  const answer = h('td', { colspan: 3 });
  const below = h('tr', { id, class: 'answer', hidden: true }, answer);
  const button = h('button', {
    type: 'button', class: 'opens', 'aria-expanded': 'false', 'aria-controls': id, 'data-key': id,
    onclick: async () => {
      below.hidden = !below.hidden;
      button.setAttribute('aria-expanded', String(!below.hidden));
      if (!below.hidden) {
        try {
          show(answer, why(await ask(`api/domains/${domain.id}/status`)));
        } catch (e) {
          show(answer, h('p', { class: 'refused' }, e.message));
        }
      }
    },
  }, domain.name);
  return [
    h('tr', {}, h('th', { scope: 'row', class: 'strange' }, button), h('td', { class: 'strange' }, domain.company ?? '–'), h('td', {}, domain.enabled ? 'yes' : 'no')),
    below,
  ];
}

function why(status) {
  return h('dl', { class: 'why' }, status.scanners.map((each) => [
    h('dt', {}, each.scanner, ' ', h('span', { class: `tag ${each.state.replaceAll(' ', '-')}` }, each.state)),
    h('dd', {},
      [
        MEANING[each.state],
        each.since ? `since ${clock(each.since)}` : null,
        each.until ? `until ${clock(each.until)}` : null,
        each.position ? `number ${figure(each.position)} in the queue` : null,
        each.hold && ['held', 'next round'].includes(each.state) ? `held by ${each.hold.who}: ${each.hold.reason}` : null,
        each.attempts ? `tried ${each.attempts === 1 ? 'once' : `${each.attempts} times`}` : null,
        each.reason,
        each.error,
      ].filter((part) => part).join('; ') || '–'),
  ]), status.rings.map((each) => [h('dt', {}, `ring ${each.ring}`), h('dd', {}, place(each))]));
}

/** Where the token of a ring is. */
function place(ring) {
  if (ring.run === null) return 'no run was heard of yet';
  if (ring.scanner === null) {
    return `nothing runs; run ${ring.run} ended ${clock(ring.since)}, ${ring.outcome}${ring.roundAt ? `; the next round is due ${clock(ring.roundAt)}` : ''}`;
  }
  return [
    `run ${ring.run} is at ${ring.scanner} since ${clock(ring.since)}, usually ${span(ring.usuallySeconds)}`,
    ring.state,
    ring.restarts ? `started again ${ring.restarts === 1 ? 'once' : `${ring.restarts} times`}` : null,
    ring.why,
  ].filter((part) => part).join('; ');
}
