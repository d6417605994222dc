// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useList} from '../load.js';
import {can, isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Ago, Button, Copy, Empty, Id, Named, Notice, PageHead, ProblemNotice, Status, Tag, Time} from '../ui/basics.js';
import {confirm, Dialog, toast} from '../ui/dialog.js';
import {ChoicePill, FilterBar, TextPill, useFilters} from '../ui/filters.js';
import {Check, SelectField, TextField, useForm} from '../ui/forms.js';
import {ListTable} from '../ui/table.js';
import {useCatalog} from './choices.js';

export const CAPABILITIES = ['view', 'operate', 'secrets', 'report', 'manage'];
const DAY_MS = 86_400_000;

/** What a scope is about, in words. */
export function Scope({scope}) {
  const [kind, id] = scope.split(':');
  return id ? html`<span class="two-lines"><${Named} kind=${kind} id=${id} link=${false} /><span>${t('role.' + kind)}</span>
      </span>` : t('role.' + kind);
}

const stateOf = key => key.revokedAt ? 'revoked' : key.expiresAt && Date.parse(key.expiresAt) < Date.now() ? 'expired' : 'valid';

/** Who may call the API. */
export default function Keys({me}) {
  useTitle(t('page.keys'));
  const filters = useFilters(['scope', 'unused']);
  const unusedSince = filters.unused
      && new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - Number(filters.unused) * DAY_MS).toISOString();
  const list = useList('GET /api-keys', {query: {scope: filters.scope, unusedSince}});
  const [creating, create] = useState(false);
  const button = can('manage') && html`<${Button} kind="primary" icon="plus"
      onClick=${() => create(true)}>${t('keys.new')}</${Button}>`;
  const revoke = async key => {
    const done = await confirm({title: t('keys.revoke.title', {name: key.name}), text: t('keys.revoke.text'),
        label: t('keys.revoke'), danger: true, action: () => call('DELETE /api-keys/{id}', {id: key.id})});
    done && (toast(t('keys.revoked')), list.reload());
  };
  const endSessions = async key => {
    const done = await confirm({title: t('keys.end-sessions'), text: t('keys.end-sessions.text'), label: t('keys.end-sessions'),
        action: () => call('POST /api-keys/{id}/end-sessions', {id: key.id})});
    done && toast(t('keys.sessions-ended'));
  };
  return html`<${PageHead} title=${t('page.keys')} subtitle=${t('keys.subtitle')} actions=${button} />
    <${FilterBar} names=${['scope', 'unused']}>${isRole('operator') && html`<${TextPill} name="scope" label=${t('keys.scope')}
      hint="organization:12345" />`}
      <${ChoicePill} name="unused" label=${t('keys.unused')} options=${['30', '90', '365'].map(days => [days,
        t('keys.unused.days', {n: Number(days)})])} /></${FilterBar}>
    <${ListTable} list=${list} label=${t('page.keys')} columns=${[
      {key: 'name', title: t('name'), width: 'auto', cell: key => html`<span class="two-lines"><strong><bdi>${key.name}</bdi>
          </strong><span><${Id} id=${key.id} /></span></span>`},
      {key: 'state', title: t('delivery.status'), width: 2, cell: key => html`<${Status} of=${stateOf(key)} />`},
      {key: 'scope', title: t('keys.scope'), width: 4, from: 's', cell: key => html`<${Scope} scope=${key.scope} />`},
      {key: 'may', title: t('keys.may'), width: 'auto', from: 'l', cell: key => html`<span class="tags">${(key.capabilities
          || []).map(one => html`<${Tag} key=${one}>${t('capability.' + one)}</${Tag}>`)}</span>`},
      {key: 'used', title: t('keys.last-used'), width: 3, from: 'm', cell: key => key.lastUsedAt ? html`<${Ago}
          at=${key.lastUsedAt} />` : html`<span class="none">${t('never')}</span>`},
      {key: 'ends', title: t('keys.ends'), width: 3, from: 'l', cell: key => key.expiresAt ? html`<${Time} at=${key.expiresAt} />`
          : html`<span class="none">${t('never')}</span>`},
      can('manage') && {key: 'more', title: html`<span class="hidden">${t('more')}</span>`, width: 3, number: true, from: 's',
          cell: key => stateOf(key) !== 'revoked' && html`<span class="buttons end"><${Button} kind="ghost" class="small"
              icon="user"
          title=${t('keys.end-sessions')}
        aria-label=${t('keys.end-sessions')} onClick=${() => endSessions(key)} /><${Button} class="small"
            onClick=${() => revoke(key)}>${t('keys.revoke')}</${Button}></span>`}].filter(Boolean)}
      empty=${html`<${Empty} icon="key" title=${t('keys.none')} action=${button}>${t('keys.none.text')}</${Empty}>`} />
    ${creating && html`<${NewKey} me=${me} onClose=${() => create(false)} onDone=${list.reload} />`}`;
}

/** The capabilities as boxes to tick: only those that the session has itself. */
export function CapabilityBoxes({form, me, hidden = []}) {
  const chosen = form.values.capabilities;
  return html`<fieldset><legend class="legend-like">${t('keys.may')}</legend>
      <div class="capabilities">${CAPABILITIES.filter(one => me.capabilities.includes(one)
      && !hidden.includes(one)).map(one => html`<${Check} key=${one}
    checked=${chosen.includes(one)} onChange=${on => form.set('capabilities', on ? [...chosen, one]
        : chosen.filter(other => other !== one))}><strong>${t('capability.' + one)}</strong><br />
        <span class="note">${t('capability.' + one + '.text')}</span></${Check}>`)}</div>
    ${form.errorAt('/capabilities') && html`<p class="field-error">${form.errorAt('/capabilities')}</p>`}</fieldset>`;
}

/** Scopes that the session may give. */
export function scopesOf(me, applications) {
  const apps = applications.map(one => ['application:' + one.id, t('role.application') + ': ' + one.name]);
  switch (me.role) {
    case 'operator': return [['operator', t('role.operator')], ['producer', t('role.producer')], ['organization:',
        t('role.organization') + ' …'], ...apps];
    case 'organization': return [[me.scope, t('role.organization') + ': ' + (me.organization?.name || me.scope)], ...apps];
    default: return [[me.scope, t('role.application') + ': ' + (me.application?.name || me.scope)]];
  }
}

function NewKey({me, onClose, onDone}) {
  const {applications} = useCatalog(me);
  const scopes = scopesOf(me, applications);
  const form = useForm({name: '', scope: scopes[0][0], organization: '', capabilities: ['view'], expires: '365', producer: ''});
  const [made, show] = useState(/** @type {any} */ (null));
  const producer = form.values.scope === 'producer';
  const submit = form.submit(async values => {
    const scope = values.scope === 'organization:' ? 'organization:' + values.organization.trim() : values.scope;
    const expiresAt = values.expires ? new Date(Date.now() + Number(values.expires) * DAY_MS).toISOString() : undefined;
    show(await call('POST /api-keys', {body: {name: values.name, scope, expiresAt, ...(producer
        ? {} : {capabilities: values.capabilities}), ...(values.producer ? {producer: values.producer} : {})}}));
    onDone();
  });
  if (made) {
    return html`<${Dialog} title=${t('keys.made')} onClose=${onClose} locked actions=${html`<${Button} kind="primary"
        onClick=${onClose}>${t('keys.stored')}</${Button}>`}><${Notice} kind="warn">${t('keys.once')}</${Notice}>
      <div class="secret"><code>${made.key}</code><${Copy} kind="plain" text=${made.key}>${t('copy')}</${Copy}></div>
        </${Dialog}>`;
  }
  return html`<${Dialog} title=${t('keys.new')} onClose=${onClose} actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}><${Button} kind="primary" busy=${form.busy}
      onClick=${submit}>${t('create')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${submit}><${ProblemNotice} problem=${form.problem} fields=${['/name', '/scope',
      '/capabilities', '/expiresAt', '/producer']} /><${TextField} form=${form} name="name" label=${t('name')}
      hint=${t('keys.name.hint')} required maxlength="200" />
      <div class="row"><${SelectField} form=${form} name="scope" label=${t('keys.scope')}
        options=${scopes} />${form.values.scope === 'organization:' && html`<${TextField} form=${form} name="organization"
        pointer="/scope" label=${t('filter.organization')} inputmode="numeric" placeholder="12345" required />`}
        <${SelectField} form=${form} name="expires" pointer="/expiresAt" label=${t('keys.ends')} options=${[['1',
          t('keys.in-days', {n: 1})], ['30', t('keys.in-days', {n: 30})], ['90', t('keys.in-days', {n: 90})], ['365',
          t('keys.in-days', {n: 365})], ['', t('never')]]} /></div>
      ${producer ? html`<${TextField} form=${form} name="producer" label=${t('keys.producer')}
          hint=${t('keys.producer.hint')} optional />` : html`<${CapabilityBoxes} form=${form} me=${me} />`}
      ${form.values.scope === 'operator' && html`<${Notice}
          kind="warn">${t('keys.operator-warning')}</${Notice}>`}${form.values.expires === '' && html`<${Notice}
          kind="warn">${t('keys.never-warning')}</${Notice}>`}<button type="submit" hidden></button></form></${Dialog}>`;
}

