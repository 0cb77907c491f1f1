// Domains, searched and paged by the server, each with why it is or is not being scanned.

import { ask } from './api.js';
import { h, show, table } from './dom.js';
import { clock } from './words.js';

const LIMIT = 25;

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
    status.textContent = answer.items.length ? `${answer.items.length} domains shown` : 'no domain';
    show(list,
      answer.items.length ? table('Domains', ['Domain', 'Company', 'Enabled'], answer.items.flatMap(row)) : h('p', {}, 'No domain is called like that.'),
      h('p', { class: 'buttons' },
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
        each.since ? `since ${clock(each.since)}` : null,
        each.until ? `until ${clock(each.until)}` : null,
        each.position ? `number ${each.position} in the queue` : null,
        each.attempts ? `tried ${each.attempts === 1 ? 'once' : `${each.attempts} times`}` : null,
        each.reason,
        each.error,
      ].filter((part) => part).join('; ') || '–'),
  ]));
}
