// What people hold, and letting it go on.

import { tell } from './api.js';
import { h, show, table } from './dom.js';
import { clock } from './words.js';

export function holds(section, element, held) {
  section.hidden = !held.length;
  show(element, held.length ? table('Scanners that are held: nothing of theirs is sent', ['Scanner', 'Since', 'Until', 'Who and why', { text: 'Do' }],
    held.map((hold) => h('tr', {},
      h('th', { scope: 'row' }, hold.scanner ?? 'every scanner'),
      h('td', {}, clock(hold.since)),
      h('td', {}, hold.until ? clock(hold.until) : 'resumed by hand'),
      h('td', {}, h('strong', {}, hold.who), ': ', hold.reason),
      h('td', {}, h('button', { type: 'button', 'data-key': `resume ${hold.scanner}`, onclick: (event) => resume(event.target, hold) },
        hold.scanner === null ? 'Resume all' : ['Resume', h('span', { class: 'unseen' }, ` ${hold.scanner}`)]))))) : null);
}

async function resume(button, hold) {
  button.disabled = true;
  try {
    if (hold.scanner === null) await tell('api/resume', null);
    else await tell(`api/holds/${encodeURIComponent(hold.scanner)}`, null, 'DELETE');
  } catch (e) {
    button.disabled = false;
    button.after(h('p', { class: 'refused', role: 'alert' }, e.message));
  }
}
