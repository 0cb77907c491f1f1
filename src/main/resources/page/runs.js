// Recent runs, each a row: its hops as bars on one scale of time, told apart by colour, by pattern and in words.

import { h, show, table } from './dom.js';
import { age, clock, many, now, span } from './words.js';

/** How a hop is drawn: of its status, or of its state while it is under way. */
const kind = (hop) => (hop.status ?? hop.state ?? 'under way').replace(' ', '-');

const words = (hop) => (hop.status === 'none' ? 'ended without a word' : hop.status ?? hop.state ?? 'under way');

const seconds = (from, to) => (Date.parse(to) - Date.parse(from)) / 1000;

/** Seconds; nothing of a hop whose beginning nobody heard. */
const took = (hop, end) => (hop.begunAt ? seconds(hop.begunAt, hop.endedAt ?? end) : 0);

const length = (hop, end) => (hop.begunAt ? span(took(hop, end)) : 'its beginning was not heard');

/** Parts of the longest run that is shown. */
function bars(run, end, longest) {
  const start = Date.parse(run.begunAt);
  return h('div', { class: 'bars', 'aria-hidden': 'true' }, run.hops.map((hop) => {
    const from = Math.max(0, (Date.parse(hop.begunAt ?? hop.endedAt) - start) / 1000) / longest;
    const bar = h('span', { class: `hop ${kind(hop)}`, title: `${hop.scanner}: ${words(hop)}, ${length(hop, end)}` });
    bar.style.setProperty('--from', from.toFixed(4));
    bar.style.setProperty('--long', Math.min(1 - from, took(hop, end) / longest).toFixed(4));
    return bar;
  }));
}

function hops(run, end) {
  return h('ol', { class: 'hops' }, run.hops.map((hop) => h('li', {},
    h('span', { class: `key ${kind(hop)}`, 'aria-hidden': 'true' }),
    `${hop.scanner} `,
    h('span', { class: 'aside' }, words(hop), hop.restarts ? `, started again ${hop.restarts} ×` : '', ', ',
      hop.endedAt ? length(hop, end) : age(hop.begunAt), hop.said ? `: ${hop.said}` : ''))));
}

const LEGEND = ['complete', 'warning', 'incomplete', 'given up', 'under way', 'late', 'stuck'];

/** Of what is under way, the bars grow; not under the hands of somebody who marks something there. */
export function grow(element, platform) {
  const marked = getSelection();
  if (platform.runs.some((run) => !run.endedAt) && (marked.isCollapsed || !element.contains(marked.anchorNode))) runs(element, platform);
}

export function runs(element, platform) {
  if (!platform.runs.length) {
    show(element, h('p', {}, 'Nothing was heard of a run yet.'));
    return;
  }
  const end = new Date(now()).toISOString();
  const longest = Math.max(1, ...platform.runs.map((run) => seconds(run.begunAt, run.endedAt ?? end)));
  show(element,
    h('ul', { class: 'legend', 'aria-label': 'What the bars mean' },
      LEGEND.map((each) => h('li', {}, h('span', { class: `key ${each.replace(' ', '-')}`, 'aria-hidden': 'true' }), each))),
    table(`The latest ${many(platform.runs.length, 'run')}; a whole line is ${span(longest)}`,
      ['Run', 'Began', 'By', 'Took', 'Outcome', 'Hops'],
      platform.runs.map((run) => h('tr', { 'data-run': run.run, role: 'row' },
        h('th', { scope: 'row', class: 'number', role: 'rowheader' }, run.run),
        h('td', { role: 'cell' }, h('time', { datetime: run.begunAt }, clock(run.begunAt))),
        h('td', { role: 'cell', class: 'by' }, run.begunBy),
        h('td', { role: 'cell', class: 'number' }, run.endedAt ? span(seconds(run.begunAt, run.endedAt)) : age(run.begunAt)),
        h('td', { role: 'cell' }, h('span', { class: `tag ${(run.outcome ?? 'under way').replace(' ', '-')}` }, run.outcome ?? 'under way')),
        h('td', { role: 'cell', class: 'wide' }, bars(run, end, longest), hops(run, end)))), { captionShown: true, key: 'runs', stacks: true }));
}
