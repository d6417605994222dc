// @ts-check
import {toChildArray} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {asCurl, download} from '../api.js';
import {classes, html} from '../html.js';
import {dateTime, t} from '../i18n.js';
import {setQuery, useQuery} from '../router.js';
import {Button, copyText, Named} from './basics.js';
import {closedByOthers, Menu, toast} from './dialog.js';
import {Icon} from './icons.js';

/** Periods that end now. */
export const RANGES = ['PT15M', 'PT1H', 'PT6H', 'P1D', 'P7D', 'P30D'];

const MINUTES = {PT15M: 15, PT1H: 60, PT6H: 360, P1D: 1440, P7D: 10080, P30D: 43200};

/** The values of the filters that the address has. */
export function useFilters(names) {
  const query = useQuery();
  return Object.fromEntries(names.map(name => [name, query.get(name) || '']));
}

/**
 * The period that the address asks for, as the parameters `from` and `to`. Times are rounded to the minute, so that drawing the
 * page again is not another question.
 */
export function useRange(standard = '') {
  const query = useQuery();
  const range = query.get('range') || (query.get('from') ? '' : standard);
  if (range in MINUTES) {
    const from = new Date(Math.floor(Date.now() / 60_000) * 60_000 - MINUTES[range] * 60_000);
    return {range, from: from.toISOString(), to: undefined, ms: MINUTES[range] * 60_000};
  }
  return {range: '', from: query.get('from') || undefined, to: query.get('to') || undefined, ms: 0};
}

/** A filter as a button that shows its value and opens a panel. */
function Pill({label, value, onClear, children}) {
  const ref = useRef(/** @type {HTMLDetailsElement|null} */ (null));
  useEffect(() => closedByOthers(ref), []);
  const close = () => { ref.current && (ref.current.open = false); };
  const opened = () => ref.current?.open && ref.current.querySelector('.pill-panel input, .pill-panel button')?.focus();
  return html`<span class=${classes('pill', value && 'set')}><details ref=${ref} onToggle=${opened}>
    <summary><span class="pill-label">${label}</span>${value && html`<bdi class="pill-value">${value}</bdi>`}<${Icon} name="down"
      size=${12} /></summary>
    <div class="pill-panel">${children(close)}</div></details>
    ${value && html`<button type="button" class="pill-clear" aria-label=${t('filter.clear', {name: label})} onClick=${onClear}>
      <${Icon} name="close" size=${12} /></button>`}</span>`;
}

/** A filter with a few values: `[value, text]`. A long list gets a field to search in it. */
export function ChoicePill({name, label, options}) {
  const value = useQuery().get(name) || '';
  const [sought, seek] = useState('');
  const text = (options.find(([key]) => String(key) === value) || [value, value])[1];
  const shown = options.filter(([key, title]) => (title + key).toLowerCase().includes(sought.toLowerCase())).slice(0, 100);
  return html`<${Pill} label=${label} value=${value && text} onClear=${() => setQuery({[name]: null})}>${close => html`
    ${options.length > 9 && html`<input class="pill-search" type="search" aria-label=${t('filter.search')}
        placeholder=${t('filter.search')} value=${sought}
      onInput=${event => seek(event.currentTarget.value)} />`}
    <ul class="pill-options">${shown.map(([key, title]) => html`<li key=${key}><button type="button"
      aria-pressed=${String(key) === value}
      onClick=${() => { setQuery({[name]: String(key) === value ? null : key}); close(); }}>
          <bdi>${title}</bdi>${String(key) === value && html`
      <${Icon} name="check" size=${14} />`}</button></li>`)}${shown.length === 0
        && html`<li class="none">${t('filter.nothing')}</li>`}</ul>`}</${Pill}>`;
}

/** A filter with a text, such as an id; `kind` says what it is the id of. */
export function TextPill({name, label, hint, inputmode, kind = ''}) {
  const value = useQuery().get(name) || '';
  const [text, set] = useState(value);
  useEffect(() => set(value), [value]);
  return html`<${Pill} label=${label} value=${value && kind ? html`<${Named} kind=${kind} id=${value} link=${false} />` : value}
      onClear=${() => setQuery({[name]: null})}>${close => html`<form class="pill-form" onSubmit=${event => {
    event.preventDefault();
    setQuery({[name]: text.trim() || null});
    close();
  }}><input type="text" aria-label=${label} placeholder=${hint} value=${text} inputmode=${inputmode} dir="auto"
      onInput=${event => set(event.currentTarget.value)} />
    <${Button} kind="primary" type="submit">${t('filter.apply')}</${Button}></form>`}</${Pill}>`;
}

const local = iso => {
  if (!iso) {
    return '';
  }
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
};

/** The period: one of those that end now, or from and to. */
export function RangePill({standard = '', ranges = RANGES, label = t('filter.time')}) {
  const {range, from, to} = useRange(standard);
  const [own, set] = useState({from: local(from), to: local(to)});
  const end = at => at ? dateTime(at) : '…';
  const value = range ? t('range.' + range) : from || to ? `${end(from)} – ${end(to)}` : '';
  const clear = () => setQuery({range: null, from: null, to: null});
  return html`<${Pill} label=${label} value=${value} onClear=${clear}>${close => html`
    <ul class="pill-options">${ranges.map(key => html`<li key=${key}><button type="button" aria-pressed=${range === key}
      onClick=${() => {
      setQuery({range: key === standard ? null : key, from: null, to: null});
      close();
    }}>${t('range.' + key)}${range === key && html`<${Icon} name="check" size=${14} />`}</button></li>`)}</ul>
    <form class="pill-form stacked" onSubmit=${event => {
      event.preventDefault();
      const iso = text => text ? new Date(text).toISOString() : null;
      setQuery({range: null, from: iso(own.from), to: iso(own.to)});
      close();
    }}><label>${t('filter.from')}<input type="datetime-local" step="1" value=${own.from} onInput=${event => set({...own,
        from: event.currentTarget.value})} /></label>
    <label>${t('filter.to')}<input type="datetime-local" step="1" value=${own.to} onInput=${event => set({...own,
      to: event.currentTarget.value})} /></label>
    <${Button} kind="primary" type="submit">${t('filter.apply')}</${Button}></form>`}</${Pill}>`;
}

/** A field that changes the address while somebody types. */
export function SearchField({name = 'q', label, placeholder = label}) {
  const value = useQuery().get(name) || '';
  const [text, set] = useState(value);
  const timer = useRef();
  useEffect(() => set(value), [value]);
  const typed = event => {
    const next = event.currentTarget.value;
    set(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setQuery({[name]: next.trim() || null}), 250);
  };
  return html`<span class="search-field"><${Icon} name="search" size=${14} /><input type="search" data-search aria-label=${label}
      placeholder=${placeholder}
    value=${text} dir="auto" spellcheck=${false} onInput=${typed} /></span>`;
}

/** Filters that few people need: each appears when it is set, and all when somebody asks for them. */
export function MoreFilters({children}) {
  const query = useQuery();
  const [open, set] = useState(false);
  return open ? children : html`${toChildArray(children).filter(one => query.get(/** @type {any} */ (one).props.name))}
    <${Button} kind="ghost" icon="plus" onClick=${() => set(true)}>${t('filter.more')}</${Button}>`;
}

/** The row of filters above a list. */
export function FilterBar({children, names = [], end}) {
  const query = useQuery();
  const set = names.filter(name => query.get(name));
  return html`<div class="filter-bar" role="search"><div class="filters">${children}${set.length > 1 && html`
    <${Button} kind="ghost" onClick=${() => setQuery(Object.fromEntries(names.map(name => [name,
      null])))}>${t('filter.clear-all')}</${Button}>`}</div>
    ${end && html`<div class="filter-end">${end}</div>`}</div>`;
}

/** Takes the list as a file, or the request for a terminal. */
export function ExportMenu({operation, options, name}) {
  const take = kind => async () => {
    try {
      await download(operation, options, kind, name);
    } catch (problem) {
      toast(problem.message, 'bad');
    }
  };
  return html`<${Menu} label=${t('export')} icon="download" text=${t('export')}>
    <button type="button" onClick=${take('csv')}>CSV</button><button type="button" onClick=${take('ndjson')}>NDJSON</button>
    <button type="button" onClick=${() => copyText(asCurl(operation,
      options)).then(() => toast(t('copied')))}>${t('copy.curl')}</button></${Menu}>`;
}
