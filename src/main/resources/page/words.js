// Lengths of time and moments, in the words of the command line.

let offset = 0;

/** By how much the server's clock is ahead of this one's. */
export function serverSays(moment) {
  offset = Date.parse(moment) - Date.now();
}

export const now = () => Date.now() + offset;

export function span(seconds) {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return 'not known yet';
  const whole = Math.max(0, Math.round(seconds));
  if (seconds > 0 && seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (whole < 120) return `${whole} s`;
  if (whole < 7200) return `${Math.round(whole / 60)} min`;
  if (whole < 172800) return `${Math.round(whole / 3600)} h`;
  return `${Math.round(whole / 86400)} days`;
}

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export function clock(moment) {
  const time = new Date(moment);
  const today = new Date(now()).toDateString() === time.toDateString();
  return today ? TIME.format(time) : `${DAY.format(time)}, ${TIME.format(time)}`;
}

/** A <time> that goes on counting. */
export function age(moment, before = '', after = '') {
  const element = document.createElement('time');
  element.dateTime = moment;
  element.title = new Date(moment).toString();
  element.dataset.age = moment;
  element.dataset.before = before;
  element.dataset.after = after;
  count(element);
  return element;
}

function count(element) {
  const seconds = (now() - Date.parse(element.dataset.age)) / 1000;
  const text = element.dataset.before + span(Math.floor(Math.abs(seconds))) + element.dataset.after;
  if (element.textContent !== text) element.textContent = text;
}

setInterval(() => document.querySelectorAll('[data-age]').forEach(count), 1000);

export const many = (count, one, more = `${one}s`) => `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`;

export const times = (count) => (count === 1 ? 'once' : `${count} times`);

/** A bounded count. */
export const figure = (count) => (count > 10000 ? '10,000+' : count.toLocaleString('en-GB'));
