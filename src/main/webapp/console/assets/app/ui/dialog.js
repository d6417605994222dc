// @ts-check
import {useEffect, useId, useRef, useState} from 'preact/hooks';
import {classes, html} from '../html.js';
import {t} from '../i18n.js';
import {createStore, useStore} from '../store.js';
import {Button, ProblemNotice} from './basics.js';
import {Icon} from './icons.js';

/** A native modal dialog: focus stays in it, Escape closes it, and focus returns to where it was. */
export function Dialog({title, onClose, children, actions, wide = false, locked = false}) {
  const ref = useRef(/** @type {HTMLDialogElement|null} */ (null));
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);
  const cancel = event => {
    event.preventDefault();
    if (!locked) {
      onClose();
    }
  };
  const outside = event => {
    if (event.target === ref.current && !locked) {
      onClose();
    }
  };
  return html`<dialog ref=${ref} class=${classes('dialog', wide && 'wide')} aria-labelledby=${id} onCancel=${cancel}
      onMouseDown=${outside}>
    <div class="dialog-box"><header><h2 id=${id}>${title}</h2>${!locked && html`
      <${Button} kind="ghost" icon="close" aria-label=${t('close')} onClick=${onClose} />`}</header>
      <div class="dialog-body">${children}</div>${actions && html`<footer>${actions}</footer>`}</div></dialog>`;
}

const question = createStore(/** @type {any} */ (null));

/**
 * Asks before something that cannot be taken back. `action` runs while the dialog shows that it does; a problem stays in it.
 *
 * @param {{title: string, text?: any, label: string, danger?: boolean, action: () => Promise<any>}} asked
 * @returns {Promise<any>} what the action returned, `undefined` if it was called off
 */
export function confirm(asked) {
  return new Promise(resolve => question.set({...asked, resolve}));
}

/** Shows what `confirm` asks; once in the page. */
export function ConfirmHost() {
  const asked = useStore(question);
  const [state, set] = useState({busy: false, problem: null});
  if (!asked) {
    return null;
  }
  const end = value => {
    set({busy: false, problem: null});
    question.set(null);
    asked.resolve(value);
  };
  const go = async () => {
    set({busy: true, problem: null});
    try {
      end(await asked.action() ?? true);
    } catch (problem) {
      set({busy: false, problem});
    }
  };
  return html`<${Dialog} title=${asked.title} onClose=${() => end(undefined)} actions=${html`
      <${Button} onClick=${() => end(undefined)}>${t('cancel')}</${Button}>
      <${Button} kind=${asked.danger ? 'danger' : 'primary'} busy=${state.busy} onClick=${go}>${asked.label}</${Button}>`}>
    ${asked.text && html`<p>${asked.text}</p>`}<${ProblemNotice} problem=${state.problem} /></${Dialog}>`;
}

const toasts = createStore(/** @type {{id: number, text: string, kind: string}[]} */ ([]));
let lastToast = 0;

/** Says for a few seconds that something was done; screen readers say it too. */
export function toast(text, kind = 'good') {
  const id = ++lastToast;
  toasts.set([...toasts.get(), {id, text, kind}].slice(-3));
  setTimeout(() => toasts.set(toasts.get().filter(one => one.id !== id)), 5000);
}

/** Where these sentences appear; once in the page. */
export function ToastHost() {
  const shown = useStore(toasts);
  return html`<div class="toasts" role="status" aria-live="polite">${shown.map(one => html`
    <div class="toast ${one.kind}" key=${one.id}>${one.text}</div>`)}</div>`;
}

/** A button that opens a list of links and buttons. */
export function Menu({label, icon, text, children, align = 'end', kind = 'plain', up = false}) {
  const ref = useRef(/** @type {HTMLDetailsElement|null} */ (null));
  useEffect(() => closedByOthers(ref), []);
  const close = event => {
    const item = event.target instanceof Element && event.target.closest('a, button');
    if (item && ref.current) {
      ref.current.open = false;
    }
  };
  return html`<details class="menu" ref=${ref}><summary class=${classes('button', kind, !text && 'icon-only')} aria-label=${text
      ? undefined : label}
      title=${label}><${IconOf} name=${icon} />${text && html`<span>${text}</span>`}</summary>
    <div class=${classes('menu-panel', align, up && 'up')} onClick=${close}>${children}</div></details>`;
}


const IconOf = ({name}) => name ? html`<${Icon} name=${name} />` : null;

/** Closes an open `details` when something else is clicked or Escape is pressed. */
export function closedByOthers(ref) {
  const pressed = event => {
    if (ref.current?.open && event.key === 'Escape') {
      ref.current.open = false;
      ref.current.querySelector('summary')?.focus();
      event.stopPropagation();
    }
  };
  const clicked = event => {
    if (ref.current?.open && !ref.current.contains(event.target)) {
      ref.current.open = false;
    }
  };
  document.addEventListener('keydown', pressed);
  document.addEventListener('pointerdown', clicked);
  document.addEventListener('focusin', clicked);
  return () => {
    document.removeEventListener('keydown', pressed);
    document.removeEventListener('pointerdown', clicked);
    document.removeEventListener('focusin', clicked);
  };
}
