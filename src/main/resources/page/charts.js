// Receipts and what waits, as small charts of the last quarter of an hour, sampled here from the stream: nothing is kept on the server.

import { h, s, show } from './dom.js';
import { figure, now } from './words.js';

const KEPT = 15 * 60 * 1000;
const STEP = 5000;
const WIDE = 320;
const HIGH = 64;
const GOOD = ['accepted', 'already waiting'];

const samples = [];
let latest;

/** The latest snapshot; sampled by a timer, since nothing comes while nothing changes. */
export function seen(snapshot) {
  if (!samples.length && snapshot.platform) samples.push(sample(snapshot));
  latest = snapshot;
}

const sum = (figures) => figures.reduce((all, each) => all + each, 0);

function sample(snapshot) {
  const receipts = Object.entries(snapshot.receipts);
  return {
    at: now(),
    good: sum(receipts.filter(([kind]) => GOOD.includes(kind)).map(([, count]) => count)),
    other: sum(receipts.filter(([kind]) => !GOOD.includes(kind)).map(([, count]) => count)),
    waiting: sum(snapshot.platform.scanners.map((scanner) => scanner.waiting)),
  };
}

/** Per second, between two samples; a counter that begins anew counts from nothing. */
const rates = (of) => samples.slice(1).map((each, i) => {
  const more = each[of] - samples[i][of];
  return { at: each.at, value: Math.max(0, more) / Math.max(1, (each.at - samples[i].at) / 1000) };
});

function chart(title, series) {
  const from = now() - KEPT;
  const top = Math.max(1, ...series.flatMap(({ points }) => points.map((point) => point.value)));
  const line = (points) => points.map((point) => `${(Math.max(0, (point.at - from) / KEPT) * WIDE).toFixed(1)},${(HIGH - 4 - (point.value / top) * (HIGH - 10)).toFixed(1)}`).join(' ');
  const last = series.map(({ name, points }) => `${points.length ? figure(Math.round(points.at(-1).value * 10) / 10) : '–'} ${name}`);
  return h('figure', {},
    h('figcaption', {}, h('strong', {}, title), h('span', { class: 'aside' }, `${last.join(', ')}; the line at the top is ${figure(Math.round(top * 10) / 10)}`)),
    s('svg', { class: 'chart', viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' },
      s('line', { class: 'axis', x1: 0, x2: WIDE, y1: HIGH - 3, y2: HIGH - 3 }),
      series.map(({ name, points }, nth) => (points.length > 1 ? s('polyline', { class: `line nth-${nth}`, points: line(points) }, s('title', {}, name)) : null))));
}

function draw(element) {
  show(element,
    chart('Receipts a second', [{ name: 'accepted', points: rates('good') }, { name: 'others (dashed)', points: rates('other') }]),
    chart('Requests waiting', [{ name: 'now', points: samples.map((each) => ({ at: each.at, value: each.waiting })) }]),
    h('p', { class: 'aside' }, 'The last 15 minutes at most, since this page was opened. Receipts are those of this instance.'));
}

/** Begins to sample and draw. */
export function charts(element) {
  const tick = () => {
    if (!latest?.platform) return;
    samples.push(sample(latest));
    while (samples[0].at < now() - KEPT) samples.shift();
    draw(element);
  };
  setInterval(tick, STEP);
  draw(element);
}
