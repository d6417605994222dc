// @ts-check
import {useState} from 'preact/hooks';
import {classes, html} from '../html.js';
import {t} from '../i18n.js';
import {Copy} from './basics.js';

const MOST_LINES = 40;
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

/** JSON text with its parts in colours: elements, never HTML. */
export function coloured(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(TOKEN)) {
    const [whole, string, colon, literal] = found;
    if (found.index > at) {
      parts.push(text.slice(at, found.index));
    }
    const kind = string ? (colon ? 'key' : 'string') : literal ? 'literal' : 'number';
    parts.push(html`<span class=${'json-' + kind}>${string || whole}</span>`, colon || '');
    at = found.index + whole.length;
  }
  parts.push(text.slice(at));
  return parts;
}

/** A value, or a text that may be JSON, with line breaks. */
export function pretty(value) {
  if (typeof value !== 'string') {
    return JSON.stringify(value, null, 2);
  }
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}

/**
 * A box of text in a fixed font with a button to copy it. A long one is cut until it is asked for.
 *
 * @param {any} props
 */
export function Code({text, title, json = false, copy, wrap = true, marks}) {
  const [open, set] = useState(false);
  const lines = text.split('\n');
  const cut = lines.length > MOST_LINES + 5 && !open;
  const shown = cut ? lines.slice(0, MOST_LINES).join('\n') : text;
  return html`<figure class="code">${title && html`<figcaption>${title}<${Copy} text=${copy ?? text} label=${t('copy')} />
      </figcaption>`}
    ${!title && html`<${Copy} text=${copy ?? text} label=${t('copy')} />`}
    <pre class=${classes(wrap && 'wrap')} tabindex="0"><code>${marks ? marked(shown, marks) : json ? coloured(shown)
      : shown}</code></pre>
    ${cut && html`<button type="button" class="code-more" onClick=${() => set(true)}>${t('code.more',
        {n: lines.length - MOST_LINES})}</button>`}</figure>`;
}

function marked(text, marks) {
  return text.split('\n').map((line, i) => marks.includes(i) ? html`<mark>${line}</mark>${'\n'}` : line + '\n');
}

/** JSON with line breaks; what is copied is the text as it was. */
export const Json = ({value, title}) => html`<${Code} title=${title} json text=${pretty(value)}
  copy=${typeof value === 'string' ? value : JSON.stringify(value)} />`;

/** The lines of headers, as HTTP has them. */
export function Headers({headers, title}) {
  const names = Object.keys(headers || {});
  return html`<div class="headers">${title && html`<p class="legend-like">${title}</p>`}<table class="plain-table">
      <tbody>${names.map(name => html`
    <tr key=${name}><th scope="row"><code>${name}</code></th><td><code>${headers[name]}</code></td></tr>`)}</tbody></table>
      </div>`;
}

/** What differs between two objects: `[path, before, after]` for each member. */
export function differences(before, after, path = '') {
  const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap(name => differences(before[name], after[name], path ? path + '.' + name : name));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [[path, before, after]];
}

const shownValue = value => value === undefined ? html`<span class="none">–</span>`
  : html`<code dir="auto">${typeof value === 'string' ? value : JSON.stringify(value)}</code>`;

/** Before and after, or two of a kind under their own names, member by member. */
export function Diff({before, after, names = [t('diff.before'), t('diff.after')]}) {
  const found = before && after ? differences(before, after)
    : Object.entries(before || after || {}).map(([name, value]) => before ? [name, value, undefined] : [name, undefined, value]);
  if (found.length === 0) {
    return html`<p class="none">${t('diff.none')}</p>`;
  }
  return html`<table class="plain-table diff"><thead><tr><th scope="col">${t('diff.member')}</th>
    ${before && html`<th scope="col"><bdi>${names[0]}</bdi></th>`}${after
      && html`<th scope="col"><bdi>${names[1]}</bdi></th>`}</tr>
        </thead>
    <tbody>${found.map(([path, old, now]) => html`<tr key=${path}><th scope="row"><code>${path}</code></th>
      ${before && html`<td class=${now !== old && 'removed'}>${shownValue(old)}</td>`}
      ${after && html`<td class=${now !== old && 'added'}>${shownValue(now)}</td>`}</tr>`)}</tbody></table>`;
}
