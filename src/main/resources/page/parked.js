// Requests that are not sent until somebody does something.

import { ask, tell } from './api.js';
import { h, show, table } from './dom.js';
import { clock } from './words.js';

/** Milliseconds. That it was asked again is said for so long, and what became of it is looked for then. */
const SAID = 5000;

let again;
let asked = null;
let saying;

export async function parked(section, element, platform) {
  again = () => parked(section, element, platform);
  const some = platform.scanners.some((scanner) => scanner.parked);
  section.hidden = !some && !asked;
  const said = asked && h('p', { role: 'status' }, `Asked again: ${asked}.`);
  if (!some) {
    show(element, said);
    return;
  }
  try {
    const answer = await ask('api/parked?limit=50');
    show(element, said, table('Parked requests: not sent until the name is corrected or somebody retries', ['Domain', 'Scanner', 'Since', 'Why', { text: 'Do' }],
      answer.items.map((each) => h('tr', {},
        h('th', { scope: 'row', class: 'strange' }, each.name ?? each.domain),
        h('td', {}, each.scanner),
        h('td', {}, each.parkedAt ? clock(each.parkedAt) : '–'),
        h('td', { class: 'strange' }, each.error ?? each.reason),
        h('td', {}, h('button', { type: 'button', 'data-key': `retry ${each.request}`, onclick: (event) => retry(event.target, each) },
          'Retry', h('span', { class: 'unseen' }, ` ${each.name ?? each.domain} for ${each.scanner}`)))))),
    answer.next ? h('p', { class: 'aside' }, 'There are more: orchestratorm8 parked list.') : null);
  } catch (e) {
    show(element, h('p', { class: 'refused' }, e.message));
  }
}

async function retry(button, request) {
  button.disabled = true;
  try {
    await tell(`api/parked/${request.request}/retry`, null);
    asked = `${request.name ?? request.domain} for ${request.scanner}`;
    again();
    clearTimeout(saying);
    saying = setTimeout(() => {
      asked = null;
      again();
    }, SAID);
  } catch (e) {
    button.disabled = false;
    button.after(h('p', { class: 'refused', role: 'alert' }, e.message));
  }
}
