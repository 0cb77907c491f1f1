// What each scanner does and has to do.

import { h, show, table } from './dom.js';
import { age, figure } from './words.js';

const number = (text) => ({ text, class: 'number' });

export function scanners(element, platform, detail, held) {
  const holds = new Map(held.map((hold) => [hold.scanner, hold]));
  show(element, table('Scanners: what they do here, and what waits for them',
    ['Scanner', 'State', number('Waiting'), number('Oldest'), number('Parked'), 'Queue'],
    platform.scanners.map((scanner) => {
      const here = detail.scanners[scanner.name];
      const hold = holds.get(scanner.name) ?? holds.get(null);
      return h('tr', { 'data-scanner': scanner.name },
        h('th', { scope: 'row' }, scanner.name),
        h('td', {},
          h('span', { class: `tag ${here?.state ?? 'none'}` }, here?.state ?? 'no file here'),
          hold ? h('span', { class: 'tag held' }, 'held') : null,
          here?.detail ? h('span', { class: 'aside' }, ' ', here.detail) : null),
        h('td', { class: 'number' }, figure(scanner.waiting)),
        h('td', { class: 'number' }, scanner.oldest ? age(scanner.oldest) : '–'),
        h('td', { class: 'number' }, scanner.parked ? h('a', { href: '#parked-title' }, figure(scanner.parked)) : '0'),
        h('td', {}, scanner.queue ?? '–'));
    })));
}
