// Takes what the stream tells to the parts of the page, each of which draws itself only when its part has changed.

import { follow, key, useKey } from './api.js';
import { charts, seen } from './charts.js';
import { at, h, show } from './dom.js';
import { domains } from './domains.js';
import { holds } from './holds.js';
import { complaints, instances, links } from './links.js';
import { parked } from './parked.js';
import { changes, rings } from './rings.js';
import { grow, runs } from './runs.js';
import { scanners } from './scanners.js';
import { age, clock, serverSays } from './words.js';

const drawn = new Map();
const answers = domains(at('domains'));
let platform;
let platformAt;

/** Draws when this has changed. */
function on(name, value, draw) {
  const text = JSON.stringify(value);
  if (drawn.get(name) === text) return;
  drawn.set(name, text);
  draw();
}

function banner(sentences) {
  on('banner', sentences, () => {
    at('banner').hidden = !sentences.length;
    show(at('banner'), sentences.map((each) => h('p', {}, each)));
  });
}

function told(snapshot) {
  serverSays(snapshot.at);
  show(at('live'), 'Live');
  at('live').className = 'live good';
  seen(snapshot);
  on('links', [snapshot.checks, snapshot.detail], () => links(at('links'), snapshot));
  const words = complaints(snapshot);
  if (!snapshot.platform && platform) words.push(`What is below is from ${clock(platformAt)}.`);
  banner(words);
  document.body.classList.toggle('stale', !snapshot.platform && Boolean(platform));
  if (snapshot.platform) {
    at('told').textContent = changes(platform, snapshot.platform) || at('told').textContent;
    platform = snapshot.platform;
    platformAt = snapshot.at;
    draw(snapshot);
  }
}

function draw(snapshot) {
  const held = platform.holds ?? [];
  on('rings', [platform.rings, platform.scanners.map((each) => [each.name, each.ring, each.next]), platform.runs[0]], () => rings(at('rings'), platform));
  on('runs', platform.runs, () => runs(at('runs'), platform));
  on('scanners', [platform.scanners, snapshot.detail.scanners, held], () => scanners(at('scanners'), platform, snapshot.detail, held));
  on('holds', held, () => holds(at('holds-section'), at('holds'), held));
  on('parked', platform.scanners.map((each) => each.parked), () => parked(at('parked-section'), at('parked'), platform));
  on('answers', platform, answers);
  on('instances', platform.instances, () => instances(at('instances'), platform));
}

function lost(problem) {
  at('live').className = 'live bad';
  if (problem.status === 401 || problem.status === 403) {
    show(at('live'), 'Not shown');
    banner([problem.message]);
    if (problem.status === 401) askForKey(problem.message);
    return;
  }
  show(at('live'), 'Not connected');
  banner([
    problem.status ? problem.message : 'The server does not answer; this page tries again by itself.',
    ...(platformAt ? [`What is below is from ${clock(platformAt)}.`] : []),
  ]);
  document.body.classList.toggle('stale', Boolean(platform));
}

let asked = false;

function askForKey(why) {
  if (at('ask').open || asked) return;
  asked = true;
  at('ask-why').textContent = why ?? 'Kept in this tab until it is closed, and sent to this server only.';
  at('ask').showModal();
}

at('key').addEventListener('click', () => {
  asked = false;
  askForKey();
});
at('ask').addEventListener('close', () => {
  if (at('ask').returnValue === 'use') {
    useKey(at('ask-key').value.trim());
    asked = false;
    document.dispatchEvent(new Event('key'));
  }
  at('ask-key').value = '';
  at('key').textContent = key() ? 'Change key …' : 'API key …';
});
at('key').textContent = key() ? 'Change key …' : 'API key …';

setInterval(() => platform && grow(at('runs'), platform), 2000);

charts(at('charts'));
follow('api/events', told, lost);
