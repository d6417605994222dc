// @ts-check
import {useEffect, useRef, useState} from 'preact/hooks';
import {html} from './html.js';
import {t} from './i18n.js';
import {navigate, ROOT} from './router.js';
import {menuFor} from './routes.js';
import {preferences} from './store.js';
import {Check} from './ui/forms.js';
import {Dialog} from './ui/dialog.js';
import {focusRow} from './ui/table.js';

const SECOND_KEY_MS = 1200;

const singleKeys = () => preferences.get('shortcuts') !== 'off';

function isTyping(target) {
  return target instanceof Element && Boolean(target.closest('input, textarea, select, [contenteditable], dialog'));
}

/**
 * The keys of the console. Those without Ctrl or Cmd can be switched off. A page gives a control a key with `data-key`.
 *
 * @param {{palette: () => void, help: () => void, me: any}} actions
 */
export function useShortcuts({palette, help, me}) {
  const began = useRef(0);
  useEffect(() => {
    const pressed = event => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        palette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || !singleKeys()) {
        return;
      }
      if (Date.now() - began.current < SECOND_KEY_MS) {
        began.current = 0;
        const page = menuFor(me).find(one => one.key === event.key);
        if (page) {
          event.preventDefault();
          navigate(ROOT + page.path);
        }
        return;
      }
      single(event, began, help);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [me]);
}

function single(event, began, help) {
  const control = /^[a-z]$/.test(event.key) && document.querySelector(`main [data-key="${event.key}"]`);
  switch (event.key) {
    case 'g': began.current = Date.now(); return;
    case '?': help(); break;
    case '/': {
      const field = document.querySelector('main [data-search]');
      if (!(field instanceof HTMLElement)) {
        return;
      }
      field.focus();
      break;
    }
    case 'j': focusRow(1); break;
    case 'k': focusRow(-1); break;
    default:
      if (!(control instanceof HTMLElement)) {
        return;
      }
      control.click();
  }
  event.preventDefault();
}

/** The list of keys. */
export function ShortcutHelp({onClose}) {
  const [on, set] = useState(singleKeys());
  const rows = [['Ctrl K / ⌘K', 'help.palette'], ['/', 'help.search'], ['j · k', 'help.rows'], ['Enter', 'help.open'], ['e',
      'help.explain'],
    ['r', 'help.redeliver'], ['y', 'help.copy'], ['p', 'help.pause'], ['?', 'help.help']];
  const goes = [['g o', 'page.overview'], ['g x', 'page.explain'], ['g d', 'page.deliveries'], ['g m', 'page.messages'], ['g e',
      'page.endpoints'],
    ['g a', 'page.applications'], ['g g', 'page.organizations'], ['g c', 'page.catalog'], ['g k', 'page.keys'], ['g u',
        'page.audit'], ['g s', 'page.system']];
  const list = pairs => html`<dl class="keys">${pairs.map(([key, text]) => html`<div key=${key}>
      <dt>${key.split(' · ').map(one => html`<kbd>${one}</kbd>`)}</dt>
    <dd>${t(text)}</dd></div>`)}</dl>`;
  return html`<${Dialog} title=${t('help.title')} onClose=${onClose} wide><div class="split">${list(rows)}${list(goes)}</div>
    <${Check} checked=${on} onChange=${value => { preferences.set('shortcuts', value ? null
      : 'off'); set(value); }}>${t('help.single')}</${Check}></${Dialog}>`;
}
