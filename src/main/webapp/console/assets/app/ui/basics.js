// @ts-check
import {useEffect, useRef, useState} from 'preact/hooks';
import {classes, html} from '../html.js';
import {clock, dateTime, day, has, relative, t, word} from '../i18n.js';
import {useNow} from '../load.js';
import {useName} from '../names.js';
import {ROOT} from '../router.js';
import {Icon} from './icons.js';

/** A button, or a link that looks like one if it has an `href`. */
export function Button({kind = 'plain', icon, busy, children, class: more, href, disabled, ...rest}) {
  const content = html`${busy ? html`<span class="spinner" aria-hidden="true"></span>` : icon && html`<${Icon} name=${icon} />`}
    ${children && html`<span>${children}</span>`}`;
  const name = classes('button', kind, !children && 'icon-only', more);
  return href
    ? html`<a class=${name} href=${href} ...${rest}>${content}</a>`
    : html`<button type="button" class=${name} disabled=${disabled || busy} aria-busy=${busy ? 'true' : undefined} ...${rest}>
        ${content}</button>`;
}

const LOOKS = {
  succeeded: ['good', 'check'], failed: ['bad', 'cross'], pending: ['wait', 'clock'], available: ['wait', 'clock'], skipped: ['idle', 'pause'],
  cancelled: ['idle', 'minus'], active: ['good', 'check'], inactive: ['idle', 'pause'], disabled: ['bad', 'stop'],
  deleted: ['idle', 'minus'], failing: ['bad', 'cross'], paused: ['wait', 'clock'], limited: ['wait', 'clock'], proven: ['good', 'check'],
  new: ['idle', 'dots'], running: ['wait', 'clock'], stopping: ['wait', 'stop'], done: ['good', 'check'],
  stopped: ['idle', 'stop'], valid: ['good', 'check'], revoked: ['idle', 'minus'], expired: ['idle', 'clock'],
  used: ['good', 'check'], unused: ['wait', 'clock'], well: ['good', 'check'], down: ['bad', 'cross'],
};

/** A state as a mark, a word and a colour. */
export function Status({of, text, tone}) {
  const [look, icon] = LOOKS[of] || ['idle', 'dots'];
  return html`<span class="status ${tone || look}"><${Icon} name=${icon} size=${12} />${text || word('status', of)}</span>`;
}

/** A word in a box, for kinds and modes. */
export const Tag = ({children, tone}) => html`<span class=${classes('tag', tone)}>${children}</span>`;

/** A moment: date and time of the reader's zone, with UTC for the pointer. */
export function Time({at, millis = false, short = false}) {
  if (!at) {
    return html`<span class="none">–</span>`;
  }
  const today = new Date(at).toDateString() === new Date().toDateString();
  return html`<time class="time" datetime=${at} title=${new Date(at).toISOString()}>
    ${!(short && today) && html`<span class="day">${day(at)}</span>`} ${clock(at, millis)}</time>`;
}

/** How long ago, with the moment beside it for the pointer. */
export function Ago({at}) {
  const now = useNow(10_000);
  return at ? html`<time class="time" datetime=${at} title=${dateTime(at)}>${relative(at, now)}</time>`
    : html`<span class="none">–</span>`;
}

/** Copies a text and says so for a moment. */
export function Copy({text, label, kind = 'ghost', children}) {
  const [done, set] = useState(false);
  const timer = useRef();
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async event => {
    event.stopPropagation();
    await copyText(typeof text === 'function' ? text() : text);
    set(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set(false), 1600);
  };
  const says = done ? t('copied') : label || t('copy');
  return html`<${Button} kind=${kind} icon=${done ? 'check' : 'copy'} onClick=${copy} title=${says} aria-label=${children
      ? undefined : says}>
    ${children && (done ? t('copied') : children)}</${Button}>`;
}

/** Puts a text on the clipboard, also where only the old way is allowed. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    (document.querySelector('dialog[open]') || document.body).append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

/** An id in the middle of which something is left out; the whole is in the title and on the clipboard. */
export function Id({id, copy = true, whole = false, href}) {
  const text = String(id);
  const shown = whole || text.length <= 18 ? text : text.slice(0, 9) + '…' + text.slice(-6);
  return html`<span class="id"><code title=${text}>${href ? html`<a href=${href}>${shown}</a>` : shown}</code>${copy && html`
    <${Copy} text=${text} label=${t('copy.id')} />`}</span>`;
}

const PAGES = {application: 'applications', organization: 'organizations', endpoint: 'endpoints'};

/** A link to an object with its name; with its id if it has no name that this session may see. */
export function Named({kind, id, link = true}) {
  const name = useName(kind, id);
  if (id === undefined || id === null) {
    return html`<span class="none">–</span>`;
  }
  const text = html`<bdi class="named" title=${name ? name + ' · ' + id : id}>${name === undefined ? '…' : name || id}</bdi>`;
  return link ? html`<a href=${`${ROOT}/${PAGES[kind]}/${encodeURIComponent(id)}`}>${text}</a>` : text;
}

/** A box that says that there is nothing, why, and what to do. */
export function Empty({icon = 'info', title, children, action}) {
  return html`<div class="empty"><span class="empty-icon"><${Icon} name=${icon} size=${22} /></span>
    <p class="empty-title">${title}</p>${children && html`<p>${children}</p>`}${action
      && html`<div class="empty-action">${action}</div>`}</div>`;
}

/** A sentence that needs attention. */
export function Notice({kind = 'info', title, children, action, live}) {
  const icons = {info: 'info', good: 'check', warn: 'rejected', bad: 'rejected'};
  return html`<div class="notice ${kind}" role=${live ? (kind === 'bad' ? 'alert' : 'status') : undefined}>
    <${Icon} name=${icons[kind]} size=${18} /><div class="notice-text">${title
      && html`<strong>${title}</strong>`}${children}</div>
    ${action && html`<div class="notice-action">${action}</div>`}</div>`;
}

/** What went wrong: the title in the reader's language, the detail as the API gives it. */
export function ProblemNotice({problem, retry, fields = []}) {
  const left = (problem?.errors || []).filter(error => !fields.includes(error.pointer));
  if (!problem) {
    return null;
  }
  const key = 'problem.' + problem.kind;
  const title = has(key) ? t(key) : problem.title || t('problem.other', {status: problem.status});
  return html`<${Notice} kind="bad" title=${title} live
      action=${retry && html`<${Button} icon="refresh" onClick=${retry}>${t('retry')}</${Button}>`}>
    ${problem.detail && problem.detail !== title && html`<p>${problem.detail}</p>`}
    ${problem.retryAfter && html`<p>${t('problem.retry-after', {n: problem.retryAfter})}</p>`}
    ${left.length > 0 && html`<ul>${left.map(error => html`<li><code>${error.pointer}</code> ${error.detail}</li>`)}</ul>`}
  </${Notice}>`;
}

/** Grey lines in the place of what loads; they appear only when it takes a while. */
export function Skeleton({lines = 3}) {
  return html`<div class="skeleton" aria-hidden="true">${Array.from({length: lines}, () => html`<span></span>`)}</div>`;
}

/** A box with a heading. */
export function Card({title, actions, children, class: more, note, level = 2, flush = false}) {
  const heading = level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`;
  return html`<section class=${classes('card', flush && 'flush', more)}>
    ${(title || actions) && html`<header>${title && heading}${note && html`<span class="note">${note}</span>`}
      ${actions && html`<div class="actions">${actions}</div>`}</header>`}
    <div class="card-body">${children}</div></section>`;
}

/** The heading of a page with its buttons. */
export function PageHead({title, subtitle, back, actions, status}) {
  return html`<div class="page-head">
    ${back && html`<a class="back" href=${back[0]}><${Icon} name="back" size=${14} />${back[1]}</a>`}
    <div class="page-title"><h1>${title}</h1>${status}${actions && html`<div class="actions">${actions}</div>`}</div>
    ${subtitle && html`<p class="subtitle">${subtitle}</p>`}</div>`;
}

/** The page of an object that loads, or that could not be loaded. */
export function Pending({title, back, load}) {
  return html`<${PageHead} title=${title} back=${back} />
    ${load.problem ? html`<${ProblemNotice} problem=${load.problem} retry=${load.reload} />` : html`<${Skeleton} lines=${8} />`}`;
}

/** Names and values. */
export function Facts({items, columns = false}) {
  return html`<dl class=${classes('facts', columns && 'columns')}>${items.filter(Boolean).map(([name, value, wide]) => html`
    <div class=${wide ? 'wide' : undefined}><dt>${name}</dt>
      <dd>${value ?? html`<span class="none">–</span>`}</dd></div>`)}</dl>`;
}

/** A number with its name. */
export function Stat({label, value, hint, tone, href}) {
  const content = html`<span class="stat-label">${label}</span><span class="stat-value">${value ?? '–'}</span>
    <span class="stat-hint">${hint}</span>`;
  return href ? html`<a class=${classes('stat', tone)} href=${href}>${content}</a>` : html`<div class=${classes('stat',
      tone)}>${content}</div>`;
}

/** Links to the parts of a page; in a narrow window, the one that is shown is in view. */
export function Tabs({items, current, label}) {
  const ref = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => ref.current?.querySelector('[aria-current]')?.scrollIntoView({block: 'nearest', inline: 'nearest'}), [current]);
  return html`<nav class="tabs" aria-label=${label} ref=${ref}><ul>${items.filter(Boolean).map(([key, text, href, count]) => html`
    <li><a href=${href} aria-current=${key === current ? 'page' : undefined}>${text}${count !== undefined && html`
      <span class="count">${count}</span>`}</a></li>`)}</ul></nav>`;
}
