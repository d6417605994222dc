// @ts-check
import {html} from '../html.js';
import {number, t} from '../i18n.js';
import {useList} from '../load.js';
import {navigate, ROOT} from '../router.js';
import {useTitle} from '../shell.js';
import {Button, Empty, Named, PageHead, Status, Time} from '../ui/basics.js';
import {ChoicePill, ExportMenu, FilterBar, RangePill, TextPill, useFilters, useRange} from '../ui/filters.js';
import {ListTable} from '../ui/table.js';
import {useChoices} from './choices.js';
import {ObjectName} from './delivery-columns.js';

const NAMES = ['eventType', 'organization', 'resourceType', 'resourceId', 'mode', 'recipients'];

/** What was announced, also to no endpoint. */
export default function Messages({me}) {
  useTitle(t('page.messages'));
  const filters = useFilters(NAMES);
  const {from, to, range} = useRange();
  const options = {query: {...filters, from, to}};
  const list = useList('GET /messages', options);
  const choices = useChoices(me);
  const filtered = NAMES.some(name => filters[name]) || range || from;
  return html`<${PageHead} title=${t('page.messages')} subtitle=${t('messages.subtitle')} actions=${html`<${ExportMenu}
      operation="GET /messages" options=${options} name="messages" />`} />
    <${FilterBar} names=${[...NAMES, 'range', 'from', 'to']}>
      <${ChoicePill} name="eventType" label=${t('filter.event')} options=${choices.eventTypes} />
      ${me.role !== 'organization' && html`<${TextPill} name="organization" kind="organization"
          label=${t('filter.organization')} hint="12345"
          inputmode="numeric" />`}
      <${ChoicePill} name="resourceType" label=${t('filter.object-type')} options=${choices.resourceTypes} />
      <${TextPill} name="resourceId" label=${t('filter.object-id')} hint="ab9f4201" />
      <${ChoicePill} name="mode" label=${t('filter.mode')} options=${['coalesced', 'instant'].map(one => [one,
        t('mode.' + one)])} />
      ${me.role !== 'application' && html`<${ChoicePill} name="recipients" label=${t('filter.recipients')} options=${[['none',
          t('messages.no-recipients')]]} />`}
      <${RangePill} /></${FilterBar}>
    <${ListTable} list=${list} label=${t('page.messages')} href=${one => `${ROOT}/messages/${one.id}`} columns=${columns()}
      empty=${html`<${Empty} icon="message"
      title=${t(filtered ? 'messages.none-match' : 'messages.none')} action=${filtered && html`<${Button}
          onClick=${() => navigate(ROOT + '/messages')}>${t('filter.clear-all')}</${Button}>`}>
      ${t('messages.none.text')}</${Empty}>`} />`;
}

const columns = () => [
  {key: 'at', title: t('delivery.created'), width: 3, from: 's', cell: one => html`<${Time} at=${one.createdAt} short />`},
  {key: 'event', title: t('delivery.event'), width: 'auto', cell: one => html`<span class="two-lines">
      <span>${one.eventType}</span><span>${t('mode.' + one.mode)}<span class="until-s"> · <${Time} at=${one.createdAt} short />
      </span></span></span>`},
  {key: 'object', title: t('delivery.object'), width: 'auto', from: 's', cell: one => html`<${ObjectName} type=${one.resourceType}
      id=${one.resourceId} />`},
  {key: 'organization', title: t('delivery.organization'), width: 4, from: 'l', cell: one => html`<${Named} kind="organization"
      id=${one.organizationId} link=${false} />`},
  {key: 'operation', title: t('delivery.operation'), width: 2, from: 'm', cell: one => t('operation.' + one.resourceOperation)},
  {key: 'changes', title: t('delivery.changes'), width: 2, number: true, from: 'm', cell: one => number(one.changes)},
  {key: 'recipients', title: t('messages.recipients'), width: 2, number: true, cell: one => one.deliveries
      ? number(one.deliveries) : html`<${Status} of="skipped" text=${t('messages.no-recipients')} />`},
];
