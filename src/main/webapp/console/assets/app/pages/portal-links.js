// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useList} from '../load.js';
import {can} from '../session.js';
import {useTitle} from '../shell.js';
import {Ago, Button, Copy, Empty, Id, Notice, PageHead, ProblemNotice, Status, Tag} from '../ui/basics.js';
import {confirm, Dialog, toast} from '../ui/dialog.js';
import {ChoicePill, FilterBar, TextPill, useFilters} from '../ui/filters.js';
import {Check, SelectField, TextField, useForm} from '../ui/forms.js';
import {ListTable} from '../ui/table.js';
import {useCatalog} from './choices.js';
import {CapabilityBoxes, Scope, scopesOf} from './keys.js';

const NAMES = ['scope', 'subject', 'status'];
const STATES = ['open', 'redeemed', 'expired', 'ended'];

/** One-time links that let tenants into the console. */
export default function PortalLinks({me, query}) {
  useTitle(t('page.portal-links'));
  const filters = useFilters(NAMES);
  const list = useList('GET /portal-links', {query: filters});
  const [creating, create] = useState(Boolean(query.get('new')));
  const button = can('manage') && html`<${Button} kind="primary" icon="plus"
      onClick=${() => create(true)}>${t('portal.new')}</${Button}>`;
  const end = async link => {
    const done = await confirm({title: t('portal.end.title'), text: t('portal.end.text'), label: t('portal.end'), danger: true,
        action: () => call('DELETE /portal-links/{id}', {id: link.id})});
    done && (toast(t('portal.ended')), list.reload());
  };
  return html`<${PageHead} title=${t('page.portal-links')} subtitle=${t('portal.subtitle')} actions=${button} />
    <${FilterBar} names=${NAMES}><${ChoicePill} name="status" label=${t('filter.status')} options=${STATES.map(one => [one,
      t('portal.status.' + one)])} /><${TextPill} name="subject" label=${t('portal.subject')} hint="kim@example.org" />
      <${TextPill} name="scope" label=${t('keys.scope')} hint="application:app_…" /></${FilterBar}>
    <${ListTable} list=${list} label=${t('page.portal-links')} columns=${[
      {key: 'subject', title: t('portal.subject'), width: 'auto', cell: link => html`<span class="two-lines"><strong>
          <bdi>${link.subject || t('portal.anyone')}</bdi></strong><span><${Id} id=${link.id} /></span></span>`},
      {key: 'status', title: t('delivery.status'), width: 2, cell: link => html`<${Status} of=${{open: 'unused', redeemed: 'used',
          expired: 'expired', ended: 'revoked'}[link.status]} text=${t('portal.status.' + link.status)} />`},
      {key: 'scope', title: t('keys.scope'), width: 4, from: 's', cell: link => html`<${Scope} scope=${link.scope} />`},
      {key: 'may', title: t('keys.may'), width: 'auto', from: 'l', cell: link => html`<span class="tags">${(link.capabilities
          || []).map(one => html`<${Tag} key=${one}>${t('capability.' + one)}</${Tag}>`)}</span>`},
      {key: 'until', title: t('portal.until'), width: 3, from: 'm', cell: link => html`<${Ago} at=${link.sessionExpiresAt
          || link.expiresAt} />`},
      can('manage') && {key: 'end', title: html`<span class="hidden">${t('more')}</span>`, width: 1, number: true,
          cell: link => ['open', 'redeemed'].includes(link.status) && html`<${Button} class="small"
          onClick=${() => end(link)}>${t('portal.end')}</${Button}>`}].filter(Boolean)}
      empty=${html`<${Empty} icon="link" title=${t('portal.none')} action=${button}>${t('portal.none.text')}</${Empty}>`} />
    ${creating && html`<${NewLink} me=${me} scope=${query.get('new')} onClose=${() => create(false)} onDone=${list.reload} />`}`;
}

const LINK_TIMES = ['PT10M', 'PT1H', 'P1D', 'P7D'];
const SESSION_TIMES = ['PT1H', 'PT8H', 'P1D', 'P7D'];

function NewLink({me, scope, onClose, onDone}) {
  const {applications} = useCatalog(me);
  const scopes = scopesOf(me, applications).filter(([key]) => key !== 'producer');
  const form = useForm({scope: scope?.includes(':') ? scope : scopes[0][0], organization: '', subject: '', capabilities: ['view',
      'operate'].filter(one => me.capabilities.includes(one)), linkExpiresIn: 'PT10M', sessionExpiresIn: 'PT8H', path: '/',
      returnUrl: '', language: '', embed: false});
  const [made, show] = useState(/** @type {any} */ (null));
  const submit = form.submit(async values => {
    const {organization, ...rest} = values;
    const body = {...rest, scope: rest.scope === 'organization:' ? 'organization:' + organization.trim() : rest.scope,
        sessionExpiresIn: rest.embed ? 'PT1H' : rest.sessionExpiresIn};
    show(await call('POST /portal-links', {body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''
        && value !== false))}));
    onDone();
  });
  if (made) {
    return html`<${Dialog} title=${t('portal.made')} onClose=${onClose} locked wide actions=${html`<${Button} kind="primary"
        onClick=${onClose}>${t('done')}</${Button}>`}><${Notice} kind="warn">${t('portal.once')}</${Notice}>
      <div class="secret"><code>${made.url}</code><${Copy} kind="plain" text=${made.url}>${t('copy')}</${Copy}></div>
        <p class="note">${t('portal.until')} <${Ago} at=${made.expiresAt} /></p></${Dialog}>`;
  }
  return html`<${Dialog} title=${t('portal.new')} onClose=${onClose} wide actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}><${Button} kind="primary" busy=${form.busy}
      onClick=${submit}>${t('create')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${submit}><${ProblemNotice} problem=${form.problem} fields=${['/scope',
      '/subject', '/capabilities', '/path', '/returnUrl', '/linkExpiresIn', '/sessionExpiresIn']} />
      <div class="row"><${SelectField} form=${form} name="scope" label=${t('keys.scope')}
        options=${scopes.some(([key]) => key === form.values.scope) ? scopes : [[form.values.scope, form.values.scope],
        ...scopes]} />
        ${form.values.scope === 'organization:' && html`<${TextField} form=${form} name="organization" pointer="/scope"
            label=${t('filter.organization')} inputmode="numeric" placeholder="12345" required />`}
        <${TextField} form=${form} name="subject" label=${t('portal.subject')} hint=${t('portal.subject.hint')} optional /></div>
          <${CapabilityBoxes} form=${form} me=${me} />
      <div class="row"><${SelectField} form=${form} name="linkExpiresIn" label=${t('portal.link-lasts')}
        options=${LINK_TIMES.map(one => [one, t('lasts.' + one)])} />
        ${!form.values.embed && html`<${SelectField} form=${form} name="sessionExpiresIn" label=${t('portal.session-lasts')}
            options=${SESSION_TIMES.map(one => [one, t('lasts.' + one)])} />`}
        <${TextField} form=${form} name="path" label=${t('portal.path')} hint="/endpoints" /><${TextField} form=${form}
          name="returnUrl" type="url" label=${t('portal.return')} hint=${t('portal.return.hint')} optional />
        <${SelectField} form=${form} name="language" label=${t('language')} options=${[['', t('portal.language.browser')], ['en',
          'English'], ['de', 'Deutsch']]} /></div>
      <${Check} checked=${form.values.embed} onChange=${on => form.set('embed',
        on)}>${t('portal.embed')} <span class="note">${t('portal.embed.text')}</span></${Check}><button type="submit" hidden>
        </button></form></${Dialog}>`;
}
