// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useApi, useList} from '../load.js';
import {ROOT} from '../router.js';
import {can, isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Card, Empty, Facts, Named, PageHead, Pending, ProblemNotice, Time} from '../ui/basics.js';
import {confirm, Dialog, toast} from '../ui/dialog.js';
import {TextField, useForm} from '../ui/forms.js';
import {ListTable} from '../ui/table.js';
import {ObjectName} from './delivery-columns.js';
import {History} from './history.js';
import {ChangeButtons, contactFacts, deleteTenant, EditTenant} from './tenants.js';

/** One organization: contact, who hears of it, and what was last announced of it. */
export default function Organization({id, me}) {
  const organization = useApi('GET /organizations/{id}', {id});
  const one = organization.value;
  const [editing, edit] = useState(false);
  useTitle(one ? one.name : t('page.organization'));
  if (!one) {
    return html`<${Pending} title=${t('page.organization')} load=${organization}
      back=${[ROOT + '/organizations', t('page.organizations')]} />`;
  }
  const owner = me.role !== 'application';
  return html`<${PageHead} back=${[ROOT + '/organizations', t('page.organizations')]} title=${html`<bdi>${one.name}</bdi>`}
      subtitle=${html`<code>${one.id}</code>`} actions=${html`
      <${Button} icon="question" href=${`${ROOT}/explain?organization=${one.id}`}>${t('page.explain')}</${Button}>
      ${owner && can('report') && html`<${Button} icon="report"
          href=${`${ROOT}/report?organization=${one.id}`}>${t('page.report')}</${Button}>`}
      ${isRole('operator') && can('manage') && html`<${ChangeButtons} onEdit=${() => edit(true)}
          onDelete=${() => remove(one)} />`}`} />
    <div class="columns"><div class="stack">${owner && html`<${Enabled} id=${id} />`}${owner && html`<${Objects} id=${id} />`}
      ${owner && html`<section><h2 class="section-title">${t('endpoint.history')}</h2><${History} object=${id} />
          </section>`}</div>
    <div class="stack"><${Card} title=${t('contact')}>${one.contact ? html`<${Facts} items=${[[t('name'),
      html`<bdi>${one.contact.name || '–'}</bdi>`], ...contactFacts(one.contact)]} />` : html`<p class="none">${t('contact.none')}</p>`}</${Card}>
      ${one.parentId !== undefined && html`<${Card} title=${t('organization.parent')}><p><${Named} kind="organization"
          id=${one.parentId} /></p></${Card}>`}</div></div>
    ${editing && html`<${EditTenant} one=${one} etag=${organization.etag} operation=${'PATCH /organizations/{id}'}
        more=${{parentId: one.parentId ?? ''}} body=${values => ({parentId: values.parentId ? Number(values.parentId) : null})}
        onClose=${() => edit(false)} onSaved=${organization.replace}>${form => html`<${TextField} form=${form} name="parentId"
        label=${t('organization.parent')} inputmode="numeric" optional />`}</${EditTenant}>`}`;
}

const remove = one => deleteTenant(one, 'DELETE /organizations/{id}', {title: t('organization.delete.title', {name: one.name}),
    text: t('organization.delete.text'), path: '/organizations'});

function Enabled({id}) {
  const list = useList('GET /organizations/{organizationId}/applications', {organizationId: id});
  const [adding, add] = useState(false);
  const disable = async applicationId => {
    const done = await confirm({title: t('enablement.off.title'), text: t('enablement.off.text'), label: t('enablement.off'),
        danger: true,
      action: () => call('DELETE /organizations/{organizationId}/applications/{applicationId}', {organizationId: id,
          applicationId})});
    done && list.reload();
  };
  return html`<${Card} title=${t('organization.applications')} flush actions=${can('manage') && html`<${Button} class="small"
      icon="plus" onClick=${() => add(true)}>${t('enablement.on')}</${Button}>`}>
    <${ListTable} list=${list} label=${t('organization.applications')} rowKey=${one => one.applicationId}
      href=${one => `${ROOT}/applications/${one.applicationId}`} columns=${[
      {key: 'name', title: t('delivery.application'), width: 'auto', cell: one => html`<${Named} kind="application"
          id=${one.applicationId} link=${false} />`},
      {key: 'since', title: t('enablement.since'), width: 3, from: 's', cell: one => html`<${Time} at=${one.enabledAt} />`},
      can('manage') && {key: 'off', title: html`<span class="hidden">${t('more')}</span>`, width: 2, class: 'number', cell: one => html`<${Button} class="small"
          onClick=${() => disable(one.applicationId)}>${t('enablement.off')}</${Button}>`}].filter(Boolean)}
      empty=${html`<${Empty} icon="application"
          title=${t('organization.no-applications')}>${t('organization.no-applications.text')}</${Empty}>`} />
    ${adding && html`<${Enable} organizationId=${id} onClose=${() => add(false)} onDone=${list.reload} />`}</${Card}>`;
}

function Enable({organizationId, onClose, onDone}) {
  const form = useForm({applicationId: ''});
  const {value} = useApi('GET /applications', {query: {limit: 200}});
  const submit = form.submit(async values => {
    await call('PUT /organizations/{organizationId}/applications/{applicationId}', {organizationId,
        applicationId: values.applicationId.trim()});
    toast(t('enablement.done'));
    onClose();
    onDone();
  });
  return html`<${Dialog} title=${t('enablement.on')} onClose=${onClose} actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}><${Button} kind="primary" busy=${form.busy}
      onClick=${submit}>${t('enablement.on')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${submit}><p class="note">${t('enablement.text')}</p><${ProblemNotice}
      problem=${form.problem} />
      <${TextField} form=${form} name="applicationId" label=${t('delivery.application')} list="enable-applications"
        placeholder="app_…" required />
      <datalist id="enable-applications">${(value?.items || []).map(one => html`<option key=${one.id}
        value=${one.id}>${one.name}</option>`)}</datalist></form></${Dialog}>`;
}

function Objects({id}) {
  const list = useList('GET /messages', {query: {organization: id}}, 10);
  return html`<${Card} title=${t('organization.messages')} flush actions=${html`<${Button} class="small"
      href=${`${ROOT}/messages?organization=${id}`}>${t('show-all')}</${Button}>`}>
    <${ListTable} list=${{...list, next: null}} label=${t('organization.messages')} href=${one => `${ROOT}/messages/${one.id}`}
      columns=${[
      {key: 'at', title: t('delivery.created'), width: 3, from: 's', cell: one => html`<${Time} at=${one.createdAt} short />`},
          {key: 'event', title: t('delivery.event'), width: 'auto', cell: one => html`<span class="two-lines"><span>${one.eventType}</span>
          <span class="until-s"><${Time} at=${one.createdAt} short /></span></span>`},
      {key: 'object', title: t('delivery.object'), width: 'auto', from: 's', cell: one => html`<${ObjectName}
          type=${one.resourceType} id=${one.resourceId} />`}, {key: 'to', title: t('messages.recipients'), width: 2, number: true,
          cell: one => one.deliveries}]}
      empty=${html`<${Empty} icon="message" title=${t('messages.none')}>${t('messages.none.text')}</${Empty}>`} /></${Card}>`;
}
