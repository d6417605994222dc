// @ts-check
import {Component} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {classes, html} from './html.js';
import {chooseLanguage, currentLanguage, LANGUAGES, t} from './i18n.js';
import {CommandPalette} from './palette.js';
import {address, match, navigate, ROOT} from './router.js';
import {MENU, menuFor, PAGES} from './routes.js';
import {session, signOut} from './session.js';
import {ShortcutHelp, useShortcuts} from './shortcuts.js';
import {createStore, useStore} from './store.js';
import {branding, chooseTheme, theme} from './theme.js';
import {Button, Empty, Notice, PageHead, Skeleton} from './ui/basics.js';
import {ConfirmHost, Menu, toast, ToastHost} from './ui/dialog.js';
import {Select} from './ui/forms.js';
import {Bell, Icon} from './ui/icons.js';

/** What screen readers hear after another page was shown. */
const announced = createStore('');

/** Sets the title of the page, in the browser and for screen readers. */
export function useTitle(text) {
  useEffect(() => {
    if (text) {
      document.title = text + ' · Carillon';
      announced.set(text);
    }
  }, [text]);
}

function found(url) {
  const path = url.pathname.slice(ROOT.length).replace(/\/+$/, '') || '/';
  for (const page of PAGES) {
    const values = match(page.path, path);
    if (values) {
      return {page, values};
    }
  }
  return null;
}

/** The console of somebody who is signed in: menu, head and the page. */
export function Shell({me}) {
  const url = useStore(address);
  const [drawer, open] = useState(false);
  const [layer, show] = useState(/** @type {null|'palette'|'help'} */ (null));
  const [, redraw] = useState(0);
  const hit = found(url);
  const main = useRef(/** @type {HTMLElement|null} */ (null));
  const place = hit ? hit.page.name + JSON.stringify(hit.values.id || '') : '';
  const first = useRef(true);
  const looks = useStore(branding);
  const keep = url.pathname.endsWith('/sign-in') || url.pathname.endsWith('/enter');
  useEffect(() => { keep && navigate(ROOT + '/', {replace: true}); }, [keep]);
  useEffect(() => {
    open(false);
    if (!first.current) {
      main.current?.focus({preventScroll: true});
    }
    first.current = false;
  }, [place]);
  useShortcuts({palette: () => show('palette'), help: () => show('help'), me});
  const language = async tag => {
    await chooseLanguage(tag);
    redraw(n => n + 1);
  };
  return html`<div class=${classes('shell', drawer && 'drawer-open', looks.hideNavigation && 'bare')} key=${currentLanguage()}>
    <a class="skip" href="#main" onClick=${event => { event.preventDefault(); main.current?.focus(); }}>${t('skip')}</a>
    ${!looks.hideNavigation && html`<${Side} me=${me} hit=${hit} logo=${looks.logo} onClose=${() => open(false)} />`}
    <div class="stage"><header class="head">
      ${!looks.hideNavigation && html`<${Button} kind="ghost" icon="menu" class="menu-button" aria-label=${t('menu.open')}
          aria-expanded=${drawer} onClick=${() => open(true)} />`}
      <button type="button" class="find" onClick=${() => show('palette')}><${Icon} name="search" size=${15} />
        <span>${t('palette.button')}</span><kbd>${shortcutName()}</kbd></button>
      <div class="head-end"><${Button} kind="ghost" icon="question" aria-label=${t('help.title')} title=${t('help.title')}
        onClick=${() => show('help')} />
        <${Account} me=${me} onLanguage=${language} /></div></header>
      <main id="main" ref=${main} tabindex="-1"><${Boundary} key=${place}>${pageOf(hit, me, url)}</${Boundary}></main></div>
    ${layer === 'palette' && html`<${CommandPalette} me=${me} onClose=${() => show(null)} />`}
    ${layer === 'help' && html`<${ShortcutHelp} onClose=${() => show(null)} />`}
    <${ConfirmHost} /><${ToastHost} /><${Announcer} /></div>`;
}

const shortcutName = () => /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K';

function Announcer() {
  return html`<div class="hidden" role="status" aria-live="polite">${useStore(announced)}</div>`;
}

function pageOf(hit, me, url) {
  if (!hit) {
    return html`<${NotFound} />`;
  }
  if (!hit.page.roles.includes(me.role)) {
    return html`<${PageHead} title=${t('page.' + hit.page.name)} /><${Empty} icon="key" title=${t('forbidden.title')}>
      ${t('forbidden.text.' + hit.page.roles[0])}</${Empty}>`;
  }
  return html`<${Lazy} page=${hit.page} values=${hit.values} me=${me} url=${url} />`;
}

/** The page that says that there is none. */
export function NotFound() {
  useTitle(t('not-found.title'));
  return html`<${PageHead} title=${t('not-found.title')} />
    <${Empty} icon="question" title=${t('not-found.lead')} action=${html`<${Button}
      href=${ROOT + '/'}>${t('not-found.home')}</${Button}>`}>
    ${t('not-found.text')}</${Empty}>`;
}

const modules = new Map();

/** Shows a page when its module is there; one that comes too late is not shown. */
function Lazy({page, values, me, url}) {
  const [state, set] = useState(modules.get(page.load) || null);
  const [failed, fail] = useState(false);
  useEffect(() => {
    let gone = false;
    page.load().then(module => {
      modules.set(page.load, module);
      gone || set(module);
    }, () => gone || fail(true));
    return () => { gone = true; };
  }, [page.load]);
  if (failed) {
    return html`<${Notice} kind="warn" title=${t('stale.title')} action=${html`<${Button}
        onClick=${() => location.reload()}>${t('stale.reload')}</${Button}>`}>
      ${t('stale.text')}</${Notice}>`;
  }
  const shown = state && html`<${state.default} me=${me} query=${url.searchParams} ...${values} />`;
  return shown || html`<${Skeleton} lines=${6} />`;
}

/** A page that breaks does not take the menu with it. */
class Boundary extends Component {
  constructor() {
    super();
    this.state = {failure: null};
  }

  static getDerivedStateFromError(failure) {
    return {failure};
  }

  componentDidCatch(failure) {
    console.error(failure);
  }

  render() {
    return this.state.failure ? html`<${Notice} kind="bad" title=${t('broken.title')} live
      action=${html`<${Button} icon="refresh" onClick=${() => this.setState({failure: null})}>${t('retry')}</${Button}>`}>
      <p>${t('broken.text')}</p><code>${String(this.state.failure)}</code></${Notice}>` : this.props.children;
  }
}

function Side({me, hit, logo, onClose}) {
  const pages = menuFor(me);
  const current = hit && (hit.page.within || hit.page.name);
  return html`<div class="scrim" onClick=${onClose}></div><nav class="side" aria-label=${t('menu.label')}>
    <div class="brand"><a href=${ROOT + '/'}>${logo ? html`<img src=${logo} alt="" height="24" />` : html`<${Bell}
      size=${26} />`}<span>Carillon</span></a>
      <${Button} kind="ghost" icon="close" class="menu-button" aria-label=${t('close')} onClick=${onClose} /></div>
    <div class="side-scroll">${MENU.map(group => {
      const here = pages.filter(page => page.menu === group);
      return here.length > 0 && html`<div class="side-group" key=${group}>${group !== 'start'
          && html`<p class="side-title">${t('menu.' + group)}</p>`}
        <ul>${here.map(page => html`<li key=${page.name}><a href=${ROOT + page.path} aria-current=${page.name === current ? 'page'
          : undefined}>
          <${Icon} name=${page.icon} size=${17} /><span>${t('page.' + page.name)}</span></a></li>`)}</ul></div>`;
    })}</div></nav>`;
}

/** Whose session it is, with the choices of theme and language. */
function Account({me, onLanguage}) {
  const chosen = useStore(theme);
  const leave = () => signOut().catch(problem => toast(problem.message, 'bad'));
  const place = me.organization?.name || me.application?.name;
  return html`<${Menu} kind="ghost" icon="user" text=${html`<bdi>${me.subject || me.name}</bdi>`} label=${t('account')}>
    <div class="account"><strong><bdi>${me.subject || me.name}</bdi></strong><span>${t('role.' + me.role)}${place
      && html`: <bdi>${place}</bdi>`}</span>
      <span class="note">${(me.capabilities || []).map(one => t('capability.' + one)).join(' · ')}</span></div>
    <div class="account-choice"><span id="theme-label">${t('theme')}</span><${Select} aria-labelledby="theme-label"
      value=${chosen} onChange=${chooseTheme}
      options=${['auto', 'light', 'dark'].map(name => [name, t('theme.' + name)])} /></div>
    <div class="account-choice"><span id="language-label">${t('language')}</span><${Select} aria-labelledby="language-label"
      value=${currentLanguage()}
      onChange=${onLanguage} options=${Object.entries(LANGUAGES)} /></div>
    <button type="button" onClick=${leave}><${Icon} name="back" />${t('sign-out')}</button></${Menu}>`;
}

session.subscribe(me => me || modules.clear());
