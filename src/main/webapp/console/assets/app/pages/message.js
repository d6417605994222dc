// @ts-check
import {explainPage} from '../goto.js';
import {html} from '../html.js';
import {number, t} from '../i18n.js';
import {useApi} from '../load.js';
import {ROOT} from '../router.js';
import {isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Card, Empty, Facts, Id, Named, PageHead, Pending, Status, Time} from '../ui/basics.js';
import {Json} from '../ui/code.js';
import {ListTable} from '../ui/table.js';
import {Outcome} from './delivery-columns.js';
import {OldAndNew, WhyOperation} from './message-parts.js';

/** One message: what it says, which changes it covers, and the endpoints it went to. */
export default function Message({id}) {
  const message = useApi('GET /messages/{id}', {id});
  const one = message.value;
  const found = useApi(one ? 'GET /messages/{id}/deliveries' : null, {id});
  const deliveries = {...found, items: found.value?.items};
  const changes = useApi(one && isRole('operator', 'organization') ? 'GET /messages/{id}/changes' : null, {id});
  useTitle(one ? `${one.eventType} ${one.resourceId}` : t('page.message'));
  if (!one) {
    return html`<${Pending} title=${t('page.message')} load=${message} back=${[ROOT + '/messages', t('page.messages')]} />`;
  }
  return html`<${PageHead} back=${[ROOT + '/messages', t('page.messages')]} title=${one.eventType}
      subtitle=${html`${one.resourceType} <code dir="auto">${one.resourceId}</code>`}
      actions=${html`<${Button} icon="question" data-key="e" href=${explainPage({...one,
          around: one.firstChangeAt})}>${t('explain.link')}</${Button}>`} />
    <div class="columns"><div class="stack">
      <${Card} title=${t('message.deliveries')} flush><${ListTable} list=${deliveries} label=${t('message.deliveries')}
        href=${row => `${ROOT}/deliveries/${row.id}`} columns=${columns()}
        empty=${html`<${Empty} icon="deliveries"
            title=${t('message.no-deliveries')}>${t('message.no-deliveries.text')}</${Empty}>`} /></${Card}>
      <${WhyOperation} message=${one} changes=${changes} />
      ${one.data ? html`<${OldAndNew} data=${one.data} /><${Card} title=${t('message.data')}><${Json} value=${one.data} />
          </${Card}>`
        : html`<${Card} title=${t('message.data')}><p class="none">${t(one.contentRemovedAt ? 'message.removed'
            : 'message.no-data')}</p></${Card}>`}</div>
    <${Card} title=${t('facts')}><${Facts} items=${[
      [t('delivery.message'), html`<${Id} id=${one.id} />`],
      [t('delivery.organization'), html`<${Named} kind="organization" id=${one.organizationId} />`],
      [t('delivery.mode'), t('mode.' + one.mode)], [t('delivery.operation'), t('operation.' + one.resourceOperation)],
      [t('delivery.changes'), number(one.changes)], [t('delivery.first-change'), html`<${Time}
          at=${one.firstChangeAt} millis />`],
      one.changes > 1 && [t('delivery.last-change'), html`<${Time} at=${one.lastChangeAt} millis />`],
      [t('delivery.created'), html`<${Time} at=${one.createdAt} millis />`]]} /></${Card}></div>`;
}

const columns = () => [
  {key: 'endpoint', title: t('delivery.endpoint'), width: 'auto', cell: one => html`<span class="two-lines"><${Named}
      kind="endpoint" id=${one.endpointId} link=${false} />
    <${Named} kind="application" id=${one.applicationId} link=${false} /></span>`},
  {key: 'status', title: t('delivery.status'), width: 2, cell: one => html`<${Status} of=${one.status} />`},
  {key: 'last', title: t('message.last-attempt'), width: 3, from: 'm', cell: one => html`<${Time}
      at=${one.lastAttemptAt} short />`},
  {key: 'answer', title: t('delivery.answer'), width: 2, number: true, from: 's', cell: one => html`<${Outcome}
      delivery=${one} />`},
];
