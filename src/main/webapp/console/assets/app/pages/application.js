// @ts-check
import {useState} from 'preact/hooks';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useApi, useList} from '../load.js';
import {addressOf} from '../names.js';
import {ROOT} from '../router.js';
import {can} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Card, Empty, Facts, Id, Named, PageHead, Pending, Status, Time} from '../ui/basics.js';
import {AttemptsChart, ChartCard} from './endpoint-overview.js';
import {ListTable} from '../ui/table.js';
import {stateOf} from './endpoints.js';
import {ChangeButtons, contactFacts, deleteTenant, EditTenant} from './tenants.js';

/** One application: its endpoints, who enabled it, and how its webhooks fare. */
export default function Application({id, me}) {
  const application = useApi('GET /applications/{id}', {id});
  const from = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 86_400_000).toISOString();
  const statistics = useApi('GET /statistics/deliveries', {query: {application: id, from}});
  const one = application.value;
  const [editing, edit] = useState(false);
  useTitle(one ? one.name : t('page.application'));
  if (!one) {
    return html`<${Pending} title=${t('page.application')} load=${application}
      back=${[ROOT + '/applications', t('page.applications')]} />`;
  }
  const manages = can('manage') && me.role !== 'application';
  return html`<${PageHead} back=${me.role === 'application' ? null : [ROOT + '/applications', t('page.applications')]}
      title=${html`<bdi>${one.name}</bdi>`} actions=${html`
      <${Button} icon="deliveries" href=${`${ROOT}/deliveries?application=${id}`}>${t('page.deliveries')}</${Button}>
      ${can('manage') && html`<${Button} icon="link"
          href=${`${ROOT}/portal-links?new=application:${id}`}>${t('portal.new')}</${Button}>`}
      ${manages && html`<${ChangeButtons} onEdit=${() => edit(true)} onDelete=${() => remove(one)} />`}`} />
    <div class="columns"><div class="stack"><${OwnEndpoints} id=${id} /><${ChartCard} of=${AttemptsChart}
      statistics=${statistics.value} /><${EnabledBy} id=${id} /></div>
    <${Card} title=${t('facts')}><${Facts} items=${[[t('delivery.id'), html`<${Id} id=${one.id} />`], [t('application.owner'),
      html`<${Named} kind="organization" id=${one.ownerOrganizationId} />`],
      [t('contact'), one.contact && html`<bdi>${one.contact.name || ''}</bdi>`], ...contactFacts(one.contact)]} /></${Card}></div>
    ${editing && html`<${EditTenant} one=${one} etag=${application.etag} operation=${'PATCH /applications/{id}'}
        onClose=${() => edit(false)} onSaved=${application.replace} />`}`;
}

const remove = one => deleteTenant(one, 'DELETE /applications/{id}', {title: t('application.delete.title', {name: one.name}),
    text: t('application.delete.text'), path: '/applications'});

function OwnEndpoints({id}) {
  const list = useList('GET /applications/{applicationId}/endpoints', {applicationId: id});
  const create = can('manage') && html`<${Button} class="small" icon="plus"
      href=${`${ROOT}/endpoints/new?application=${id}`}>${t('page.new-endpoint')}</${Button}>`;
  return html`<${Card} title=${t('page.endpoints')} flush actions=${create}><${ListTable} list=${list}
      label=${t('page.endpoints')} href=${one => `${ROOT}/endpoints/${one.id}`} columns=${[
    {key: 'url', title: t('endpoint.url'), width: 'auto', cell: one => html`<span class="two-lines">
        <bdi title=${one.url}>${addressOf(one)}</bdi><span>${one.description}</span></span>`},
    {key: 'status', title: t('delivery.status'), width: 2, cell: one => html`<${Status} of=${stateOf(one)} />`}, {key: 'how',
        title: t('endpoint.how'), width: 4, from: 'm',
        cell: one => `${t('format.' + one.format)} · ${t('mode.' + one.delivery)}`}]}
    empty=${html`<${Empty} icon="endpoint" title=${t('endpoints.none')}
        action=${create}>${t('endpoints.none.text')}</${Empty}>`} /></${Card}>`;
}

function EnabledBy({id}) {
  const list = useList('GET /enablements', {query: {application: id}});
  return html`<${Card} title=${t('application.enabled-by')} flush><${ListTable} list=${list} label=${t('application.enabled-by')}
      rowKey=${one => one.organizationId} href=${one => `${ROOT}/organizations/${one.organizationId}`} columns=${[
    {key: 'name', title: t('delivery.organization'), width: 'auto', cell: one => html`<${Named} kind="organization"
        id=${one.organizationId} link=${false} />`}, {key: 'id', title: t('delivery.id'), width: 2, number: true, from: 's',
        cell: one => html`<code>${one.organizationId}</code>`},
    {key: 'since', title: t('enablement.since'), width: 4, cell: one => html`<${Time} at=${one.enabledAt} />`}]}
    empty=${html`<${Empty} icon="organization"
        title=${t('application.not-enabled')}>${t('application.not-enabled.text')}</${Empty}>`} /></${Card}>`;
}
