// Each ring as a ring: its scanners in the order in which they hand over, and the tokens where they are.

import { h, s, show } from './dom.js';
import { age, clock, span, times } from './words.js';

const SIZE = 300;
const MIDDLE = SIZE / 2;
const RADIUS = 92;

/** From the first one on, as they hand over. */
export function order(ring, scanners) {
  const byName = new Map(scanners.filter((each) => each.ring === ring).map((each) => [each.name, each]));
  const inOrder = [];
  for (let each = byName.get(ring); each && !inOrder.includes(each); each = byName.get(each.next)) inOrder.push(each);
  return inOrder;
}

function place(index, count) {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
  return { x: MIDDLE + RADIUS * Math.cos(angle), y: MIDDLE + RADIUS * Math.sin(angle), angle };
}

function arc(from, to, count) {
  const gap = 0.24;
  const start = (from / count) * 2 * Math.PI - Math.PI / 2 + gap;
  const end = ((from + 1) / count) * 2 * Math.PI - Math.PI / 2 - gap;
  const point = (angle) => `${(MIDDLE + RADIUS * Math.cos(angle)).toFixed(1)} ${(MIDDLE + RADIUS * Math.sin(angle)).toFixed(1)}`;
  const large = end - start > Math.PI ? 1 : 0;
  return s('path', { class: 'way', d: `M ${point(start)} A ${RADIUS} ${RADIUS} 0 ${large} 1 ${point(end)}`, 'marker-end': 'url(#hands-over)' });
}

function label(scanner, at) {
  const side = Math.abs(Math.cos(at.angle)) < 0.3 ? 'middle' : Math.cos(at.angle) > 0 ? 'start' : 'end';
  const out = { x: MIDDLE + (RADIUS + 22) * Math.cos(at.angle), y: MIDDLE + (RADIUS + 26) * Math.sin(at.angle) };
  return s('text', { class: 'name', x: out.x.toFixed(1), y: (out.y + 4).toFixed(1), 'text-anchor': side }, scanner.name);
}

function drawing(ring, scanners) {
  const count = scanners.length;
  const parts = scanners.map((each, index) => (count > 1 ? arc(index, index + 1, count) : null));
  scanners.forEach((scanner, index) => {
    const at = place(index, count);
    const here = ring.tokens.filter((token) => token.scanner === scanner.name);
    const state = here.some((token) => token.state === 'stuck') ? 'stuck' : here.some((token) => token.state === 'late') ? 'late' : here.length ? 'works' : 'idle';
    parts.push(s('circle', { class: `scanner ${state}`, cx: at.x.toFixed(1), cy: at.y.toFixed(1), r: 15 }));
    here.forEach((token, nth) => {
      const shift = (nth - (here.length - 1) / 2) * 12;
      parts.push(s('circle', { class: `token ${token.state ?? ''}`, cx: (at.x + shift).toFixed(1), cy: at.y.toFixed(1), r: 7 }));
      if (token.state) parts.push(s('text', { class: 'mark', x: (at.x + shift).toFixed(1), y: (at.y + 4).toFixed(1), 'text-anchor': 'middle' }, '!'));
    });
    parts.push(label(scanner, at));
  });
  const first = ring.tokens[0];
  const words = first ? [`run ${first.run}`, ring.tokens.length > 1 ? `${ring.tokens.length} tokens` : null] : [ring.restingUntil ? 'resting' : 'quiet'];
  words.filter((word) => word).forEach((word, line) =>
    parts.push(s('text', { class: 'middle', x: MIDDLE, y: MIDDLE + 5 + line * 18, 'text-anchor': 'middle' }, word)));
  return s('svg', { class: 'ring', viewBox: `-40 0 ${SIZE + 80} ${SIZE}`, 'aria-hidden': 'true', focusable: 'false' },
    s('defs', {}, s('marker', { id: 'hands-over', viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' }, s('path', { class: 'tip', d: 'M 0 0 L 8 4 L 0 8 z' }))),
    parts);
}

function sentence(token) {
  return h('li', { class: token.state ?? 'works' },
    h('p', { class: 'turn' },
      h('strong', {}, token.scanner),
      token.state ? h('span', { class: `tag ${token.state}` }, token.state) : null,
      ' has its turn in run ', token.run, ' ', age(token.since, 'for '), ', since ', clock(token.since), '.'),
    h('p', { class: 'aside' },
      'Usually ', span(token.usuallySeconds), '.',
      token.restarts ? ` Started again ${times(token.restarts)}.` : '',
      ` Run ${token.run} was begun by ${token.begunBy}.`),
    token.why ? h('p', { class: 'why' }, token.why) : null);
}

function last(ring, runs) {
  const ended = runs.find((run) => run.ring === ring.ring && run.endedAt);
  return ended ? `Run ${ended.run} ended at ${clock(ended.endedAt)}, ${ended.outcome}.` : 'No run has ended yet.';
}

export function rings(element, platform) {
  show(element, platform.rings.length
    ? platform.rings.map((ring) => {
      const scanners = order(ring.ring, platform.scanners);
      return h('article', { class: 'ring-card', 'data-ring': ring.ring },
        h('h3', {}, `Ring of ${ring.ring}`),
        h('p', { class: 'aside' }, scanners.map((each) => each.name).join(' → '), ' → ', ring.ring),
        drawing(ring, scanners),
        ring.tokens.length
          ? h('ul', { class: 'tokens' }, ring.tokens.map(sentence))
          : h('p', {}, ring.restingUntil ? `Resting until ${clock(ring.restingUntil)}. ` : 'Nothing is on its way. ', last(ring, platform.runs)));
    })
    : h('p', {}, 'No scanner is in a ring. Should one be, orchestratorm8 doctor says why it is not.'));
}

/** What somebody who does not see the page should hear of a change. */
export function changes(before, after) {
  const known = new Map((before?.rings ?? []).flatMap((ring) => ring.tokens).map((token) => [token.run, token]));
  const said = [];
  for (const token of after.rings.flatMap((ring) => ring.tokens)) {
    const old = known.get(token.run);
    known.delete(token.run);
    if (!old || old.scanner !== token.scanner) said.push(`Run ${token.run} is at ${token.scanner}.`);
    else if (old.state !== token.state && token.state) said.push(`${token.scanner} is ${token.state}.`);
  }
  for (const run of known.keys()) said.push(`Run ${run} has ended${after.runs.find((each) => each.run === run)?.outcome ? `, ${after.runs.find((each) => each.run === run).outcome}` : ''}.`);
  return before ? said.join(' ') : '';
}
