// How this instance is, in the head of the page, and the instances on this database.

import { h, show, table } from './dom.js';
import { age, clock } from './words.js';

/** What is wrong with the files and settings, in words; empty: nothing. */
export function troubles(detail) {
  return [
    ...(detail.missingRoutes ?? []).map((route) => `Route ${route} is missing, and every scanner needs it.`),
    ...(detail.badFiles ?? []),
    ...(detail.badSettings ?? []),
    ...(detail.restartNeeded ?? []).map((key) => `${key} has a new value; restart to use it.`),
  ];
}

function each(snapshot) {
  const { checks, detail } = snapshot;
  return [
    ['Database', checks.database === 'healthy', detail.database],
    ['Broker', checks.rabbitmq === 'healthy', detail.rabbitmq],
    ['Listening', detail.listening, 'not listening for changes: they are found by the sweep'],
    ['Routes', !troubles(detail).length, troubles(detail).join(' ')],
    [detail.leader ? 'Leads' : 'Follows', true, ''],
  ];
}

export function links(element, snapshot) {
  show(element, each(snapshot).map(([name, good, trouble]) =>
    h('li', { class: good ? 'good' : 'bad', title: good ? null : trouble },
      h('span', { class: 'dot', 'aria-hidden': 'true' }, good ? '✓' : '!'),
      name, good ? null : h('span', { class: 'unseen' }, `: ${trouble}`))));
}

/** What is away, in a sentence each. */
export function complaints(snapshot) {
  const said = each(snapshot).filter(([name, good]) => !good && name !== 'Routes').map(([name, , trouble]) => `${name}: ${trouble}.`);
  if (snapshot.trouble) said.push(snapshot.trouble);
  if (snapshot.platform && !snapshot.platform.instances.some((instance) => instance.leader)) {
    said.push('No instance leads: no ring is started and none is watched.');
  }
  return [...said, ...troubles(snapshot.detail)];
}

export function instances(element, platform) {
  show(element, table('Instances that listen on this database', ['Address', 'Version', 'Since', 'Part'],
    platform.instances.map((instance) => h('tr', {},
      h('th', { scope: 'row' }, instance.address),
      h('td', {}, instance.version ?? 'not known'),
      h('td', {}, clock(instance.since), h('span', { class: 'aside' }, ' (', age(instance.since), ')')),
      h('td', {}, instance.leader ? h('strong', {}, 'leads') : 'follows')))));
}
