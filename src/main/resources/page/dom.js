// Elements from data. Text is always text: nothing that comes from the server is read as markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

export const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

export const at = (id) => document.getElementById(id);

const keyed = (element) => [...element.querySelectorAll('[data-key]')];

/**
 * Replaces what an element holds; what had the focus has it afterwards, and what was scrolled is, when there is one with the same data-key. The
 * page itself stays where it is.
 */
export function show(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const scrolled = new Map(keyed(element).filter((each) => each.scrollLeft).map((each) => [each.dataset.key, each.scrollLeft]));
  element.replaceChildren(...children.flat(Infinity).filter((child) => child));
  if (key === undefined && !scrolled.size) return;
  for (const each of keyed(element)) {
    if (each.dataset.key === key) each.focus({ preventScroll: true });
    if (scrolled.has(each.dataset.key)) each.scrollLeft = scrolled.get(each.dataset.key);
  }
}

/** A role that an element has by itself, for where the style takes it away. */
const role = (name, options) => (options.stacks ? name : undefined);

/**
 * A table with a caption; a narrow screen scrolls it, by keyboard too.
 *
 * @param options captionShown; key: what tells it from others, if its caption changes; stacks: on a narrow screen the last column goes below the others, and
 *     the cells say their roles themselves
 */
export function table(caption, heads, rows, options = {}) {
  return h('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0', 'data-key': options.key ?? caption },
    h('table', { class: options.stacks ? 'stacks' : undefined, role: role('table', options) },
      h('caption', { class: options.captionShown ? undefined : 'unseen' }, caption),
      h('thead', { role: role('rowgroup', options) },
        h('tr', { role: role('row', options) }, heads.map((head) => h('th', { scope: 'col', class: head.class, role: role('columnheader', options) }, head.text ?? head)))),
      h('tbody', { role: role('rowgroup', options) }, rows)));
}
