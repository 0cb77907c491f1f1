// Requests that are not sent until somebody does something.

import { ask, tell } from './api.js';
import { h, show, table } from './dom.js';
import { clock } from './words.js';

/** Milliseconds. By then it is sent, or parked again. */
const SOON = 3000;

let again;

export async function parked(section, element, platform) {
  again = () => parked(section, element, platform);
  section.hidden = !platform.scanners.some((scanner) => scanner.parked);
  if (section.hidden) {
    show(element);
    return;
  }
  try {
    const answer = await ask('api/parked?limit=50');
    show(element, table('Parked requests: not sent until the name is corrected or somebody retries', ['Domain', 'Scanner', 'Since', 'Why', { text: 'Do' }],
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
    button.replaceWith(h('span', { role: 'status' }, 'asked again'));
    setTimeout(() => again(), SOON);
  } catch (e) {
    button.disabled = false;
    button.after(h('p', { class: 'refused', role: 'alert' }, e.message));
  }
}
