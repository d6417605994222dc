// @ts-check
import {useEffect, useRef, useState} from 'preact/hooks';
import {call} from './api.js';
import {pageOfApi, pageOfId, explainPage} from './goto.js';
import {html} from './html.js';
import {t, word} from './i18n.js';
import {navigate, ROOT} from './router.js';
import {menuFor} from './routes.js';
import {Dialog} from './ui/dialog.js';
import {Icon} from './ui/icons.js';

const ICONS = {organization: 'organization', application: 'application', endpoint: 'endpoint', object: 'stack',
    message: 'message', delivery: 'deliveries',
  change: 'report', 'rejected-message': 'rejected', redelivery: 'refresh', 'rejected-job': 'refresh'};

function pagesFor(me, text) {
  const sought = text.toLowerCase();
  return menuFor(me).map(page => ({icon: page.icon, title: t('page.' + page.name), kind: t('palette.page'),
      href: ROOT + page.path}))
    .concat(me.capabilities.includes('manage') ? [{icon: 'plus', title: t('page.new-endpoint'), kind: t('palette.action'),
        href: ROOT + '/endpoints/new'}] : [])
    .filter(page => page.title.toLowerCase().includes(sought));
}

/** Where a hit of the search is shown. An object has no page of its own: what became of it does. */
function hrefOf(hit) {
  const url = new URL(hit.href, location.origin);
  if (hit.kind === 'object') {
    const query = url.searchParams;
    return query.get('organization') ? explainPage({organizationId: query.get('organization'),
        resourceType: query.get('resourceType'),
      resourceId: query.get('resourceId') || hit.id}) : `${ROOT}/messages?resourceId=${encodeURIComponent(hit.id)}`;
  }
  return pageOfApi(hit.href) || pageOfId(hit.id);
}

/** Finds pages and everything that has an id, a name or a URL. */
export function CommandPalette({me, onClose}) {
  const [text, setText] = useState('');
  const [hits, setHits] = useState(/** @type {any[]} */ ([]));
  const [at, setAt] = useState(0);
  const [searching, setSearching] = useState(false);
  const input = useRef(/** @type {HTMLInputElement|null} */ (null));
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const sought = text.trim();
    setHits([]);
    if (sought.length < 2) {
      setSearching(false);
      return undefined;
    }
    const ended = new AbortController();
    setSearching(true);
    const timer = setTimeout(() => call('GET /search', {query: {q: sought}, signal: ended.signal}).then(
      found => { setHits(found.items); setSearching(false); }, () => ended.signal.aborted || setSearching(false)), 180);
    return () => { clearTimeout(timer); ended.abort(); };
  }, [text]);
  const direct = pageOfId(text.trim()) && text.trim().length > 20
    ? [{icon: 'bolt', title: t('palette.open', {id: text.trim()}), kind: '', href: pageOfId(text.trim())}] : [];
  const found = hits.map(hit => ({icon: ICONS[hit.kind], title: hit.title, kind: word('kind', hit.kind),
      href: hrefOf(hit)})).filter(hit => hit.href);
  const entries = [...(found.length ? [] : direct), ...pagesFor(me, text.trim()), ...found];
  const chosen = Math.min(at, Math.max(0, entries.length - 1));
  const go = entry => {
    onClose();
    navigate(entry.href);
  };
  const pressed = event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && entries.length) {
      event.preventDefault();
      setAt((chosen + step + entries.length) % entries.length);
      list.current?.children[(chosen + step + entries.length) % entries.length]?.scrollIntoView({block: 'nearest'});
    } else if (event.key === 'Enter' && entries[chosen]) {
      event.preventDefault();
      go(entries[chosen]);
    }
  };
  return html`<${Dialog} title=${t('palette.title')} onClose=${onClose}><div class="palette">
    <input ref=${input} type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list"
      aria-label=${t('palette.title')}
      aria-activedescendant=${entries.length ? 'palette-' + chosen : undefined} placeholder=${t('palette.hint')} value=${text}
          spellcheck=${false} autocomplete="off"
      onInput=${event => { setText(event.currentTarget.value); setAt(0); }} onKeyDown=${pressed} />
    <ul id="palette-list" role="listbox" aria-label=${t('palette.title')} ref=${list}>${entries.map((entry, i) => html`
      <li key=${entry.href} id=${'palette-' + i} role="option" aria-selected=${i === chosen} onClick=${() => go(entry)}
        onMouseMove=${() => i !== chosen && setAt(i)}>
        <${Icon} name=${entry.icon} /><bdi>${entry.title}</bdi><span class="note">${entry.kind}</span></li>`)}</ul>
    ${entries.length === 0 && html`<p class="none" role="status">${searching ? t('palette.searching')
        : t('palette.nothing')}</p>`}</div></${Dialog}>`;
}
