// @ts-check
import {useState} from 'preact/hooks';
import {call, request} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useApi, useList} from '../load.js';
import {navigate, ROOT} from '../router.js';
import {can, isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Card, Empty, Facts, Named, PageHead, Pending, ProblemNotice, Time} from '../ui/basics.js';
import {confirm, Dialog, Menu, toast} from '../ui/dialog.js';
import {TextField, useForm} from '../ui/forms.js';
import {ListTable} from '../ui/table.js';
import {ObjectName} from './delivery-columns.js';
import {History} from './history.js';
import {ContactFields, contactOf} from './organizations.js';

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
      ${isRole('operator') && can('manage') && html`<${Button} icon="edit" onClick=${() => edit(true)}>${t('edit')}</${Button}>
          <${Menu} label=${t('more')} icon="dots"><button type="button" class="bad"
          onClick=${() => remove(one)}>${t('delete')}</button></${Menu}>`}`} />
    <div class="columns"><div class="stack">${owner && html`<${Enabled} id=${id} />`}${owner && html`<${Objects} id=${id} />`}
      ${owner && html`<section><h2 class="section-title">${t('endpoint.history')}</h2><${History} object=${id} />
          </section>`}</div>
    <div class="stack"><${Card} title=${t('contact')}>${one.contact ? html`<${Facts} items=${[[t('name'),
      html`<bdi>${one.contact.name || '–'}</bdi>`],
        [t('contact.email'), one.contact.email && html`<a href=${'mailto:' + one.contact.email}>${one.contact.email}</a>`],
            [t('contact.phone'), one.contact.phone]]} />` : html`<p class="none">${t('contact.none')}</p>`}</${Card}>
      ${one.parentId !== undefined && html`<${Card} title=${t('organization.parent')}><p><${Named} kind="organization"
          id=${one.parentId} /></p></${Card}>`}</div></div>
    ${editing && html`<${Edit} one=${one} etag=${organization.etag} onClose=${() => edit(false)}
        onSaved=${organization.replace} />`}`;
}

async function remove(one) {
  const done = await confirm({title: t('organization.delete.title', {name: one.name}), text: t('organization.delete.text'),
      label: t('delete'), danger: true, action: () => call('DELETE /organizations/{id}', {id: one.id})});
  if (done) {
    navigate(ROOT + '/organizations');
  }
}

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
      can('manage') && {key: 'off', title: html`<span class="hidden">${t('more')}</span>`, width: 2, number: true, cell: one => html`<${Button} class="small"
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
      {key: 'at', title: t('delivery.created'), width: 3, cell: one => html`<${Time} at=${one.createdAt} short />`},
          {key: 'event', title: t('delivery.event'), width: 'auto', cell: one => one.eventType},
      {key: 'object', title: t('delivery.object'), width: 'auto', from: 's', cell: one => html`<${ObjectName}
          type=${one.resourceType} id=${one.resourceId} />`}, {key: 'to', title: t('messages.recipients'), width: 2, number: true,
          cell: one => one.deliveries}]}
      empty=${html`<${Empty} icon="message" title=${t('messages.none')}>${t('messages.none.text')}</${Empty}>`} /></${Card}>`;
}

function Edit({one, etag, onClose, onSaved}) {
  const form = useForm({name: one.name, parentId: one.parentId ?? '', contactName: one.contact?.name || '',
      email: one.contact?.email || '', phone: one.contact?.phone || ''});
  const submit = form.submit(async values => {
    const answer = await request('PATCH /organizations/{id}', {id: one.id, ifMatch: etag, body: {name: values.name,
        parentId: values.parentId ? Number(values.parentId) : null, contact: contactOf(values) || null}});
    onSaved(answer.value, answer.etag);
    toast(t('saved'));
    onClose();
  });
  return html`<${Dialog} title=${t('edit')} onClose=${onClose} actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}><${Button} kind="primary" busy=${form.busy}
      onClick=${submit}>${t('save')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${submit}><${ProblemNotice} problem=${form.problem} fields=${['/name',
      '/parentId', '/contact/email']} /><${TextField} form=${form} name="name" label=${t('name')} required />
      <${TextField} form=${form} name="parentId" label=${t('organization.parent')} inputmode="numeric" optional />
        <${ContactFields} form=${form} /></form></${Dialog}>`;
}
