// @ts-check
import {useEffect, useRef, useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {number, t, word} from '../i18n.js';
import {useApi, useList, useRepeated} from '../load.js';
import {navigate, ROOT} from '../router.js';
import {can, isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Card, Empty, PageHead, Status, Tabs, Tag, Time} from '../ui/basics.js';
import {confirm, Menu, toast} from '../ui/dialog.js';
import {ChoicePill, ExportMenu, FilterBar, RangePill, TextPill, useFilters, useRange} from '../ui/filters.js';
import {ListTable, Table} from '../ui/table.js';

const NAMES = ['reason', 'protocol', 'organization', 'resourceType', 'resourceId'];
export const REASONS = ['organization-unknown', 'endpoint-unknown', 'event-type-unknown', 'resource-type-unknown', 'member-missing',
    'member-unknown', 'member-twice', 'type-wrong', 'type-unusable', 'value-wrong', 'value-unrepresentable', 'schema-violated',
  'event-type-missing', 'event-type-reserved', 'operation-absent', 'operation-contradicts', 'resource-type-contradicts',
      'malformed', 'unreadable', 'dead-letter', 'expired'];

/** What the queue took and could not use. */
export default function Rejected() {
  useTitle(t('page.rejected'));
  const filters = useFilters(NAMES);
  const {from, to, range} = useRange();
  const options = {query: {...filters, from, to}};
  const list = useList('GET /rejected-messages', options);
  const reasons = useApi('GET /rejected-messages/reasons', {query: {...options.query, reason: undefined}});
  const [jobs, follow] = useState(0);
  const filtered = NAMES.some(name => filters[name]) || range || from;
  const selection = {reason: filters.reason, protocol: filters.protocol, from, to};
  const bulk = isRole('operator') && !filters.organization && !filters.resourceType && !filters.resourceId;
  const requeue = async () => {
    const job = await confirm({title: t('rejected.requeue-all'), text: t('rejected.requeue-all.text'),
        label: t('rejected.requeue'), action: () => call('POST /rejected-messages/requeue', {query: selection})});
    job && (toast(t('rejected.job-started')), follow(n => n + 1));
  };
  const remove = async () => {
    const job = await confirm({title: t('rejected.delete-all'), text: t('rejected.delete-all.text'), label: t('delete'),
        danger: true, action: () => call('DELETE /rejected-messages', {query: selection})});
    job && (toast(t('rejected.job-started')), follow(n => n + 1));
  };
  return html`<${PageHead} title=${t('page.rejected')} subtitle=${t('rejected.subtitle')} actions=${html`<${ExportMenu}
      operation="GET /rejected-messages" options=${options} name="rejected-messages" />
      ${bulk && can('operate') && html`<${Button} icon="refresh" disabled=${!list.items?.length}
        onClick=${requeue}>${t(filtered ? 'rejected.requeue-matching' : 'rejected.requeue-all')}</${Button}>`}
      ${bulk && can('manage') && html`<${Menu} label=${t('more')} icon="dots"><button type="button" class="bad"
        disabled=${!filters.reason && !filters.protocol && !from && !to}
        onClick=${remove}>${t('rejected.delete-all')}</button></${Menu}>`}`} />
    <${RejectedTabs} current="rejected" />
    ${isRole('operator') && html`<${Jobs} turn=${jobs} onDone=${() => { list.reload(); reasons.reload(); }} />`}
    ${!filters.reason && reasons.value?.items.length > 0 && html`<${Reasons} items=${reasons.value.items} />`}
    <${FilterBar} names=${[...NAMES, 'range', 'from', 'to']}><${ChoicePill} name="reason" label=${t('rejected.reason')}
      options=${REASONS.map(one => [one, word('rejected', one)])} />
      <${TextPill} name="protocol" label=${t('rejected.protocol')} hint="STOMP" />${isRole('operator') && html`<${TextPill}
        name="organization" kind="organization" label=${t('filter.organization')} hint="12345" inputmode="numeric" />`}
      <${TextPill} name="resourceId" label=${t('filter.object-id')} hint="ab9f4201" /><${RangePill} /></${FilterBar}>
    <${ListTable} list=${list} label=${t('page.rejected')} href=${one => `${ROOT}/rejected/${one.id}`} columns=${[
      {key: 'at', title: t('rejected.at'), width: 3, cell: one => html`<${Time} at=${one.rejectedAt} short />`},
      {key: 'reason', title: t('rejected.reason'), width: 4, cell: one => html`<span class="status ${one.requeuedAt ? 'wait'
          : 'bad'}">${one.requeuedAt ? t('rejected.waits') : word('rejected', one.reason)}</span>`},
      {key: 'detail', title: t('rejected.detail'), width: 'auto', from: 's', cell: one => html`<span class="two-lines">
          <span title=${one.detail}>${one.detail}</span><code>${one.pointer}</code></span>`},
      {key: 'object', title: t('delivery.object'), width: 4, from: 'l', cell: one => html`<span class="two-lines">
          <span>${one.resourceType || '–'}</span><code>${one.resourceId || ''}</code></span>`},
      {key: 'from', title: t('rejected.from'), width: 4, from: 'xl', cell: one => html`<span class="two-lines">
          <span>${one.clientId || '–'}</span><span>${one.protocol || ''}</span></span>`}]}
      empty=${html`<${Empty} icon=${filtered ? 'search' : 'check'} title=${t(filtered ? 'rejected.none-match' : 'rejected.none')}
          action=${filtered && html`<${Button}
          onClick=${() => navigate(ROOT + '/rejected')}>${t('filter.clear-all')}</${Button}>`}>
          ${t('rejected.none.text')}</${Empty}>`} />`;
}

/** What the queue could not use, and what intake refused. */
export const RejectedTabs = ({current}) => html`<${Tabs} label=${t('page.rejected')} current=${current} items=${[
  ['rejected', t('rejected.queue'), ROOT + '/rejected'], ['refusals', t('page.refusals'), ROOT + '/refusals']]} />`;

/** How many messages there are for each reason, and where to see them. */
function Reasons({items}) {
  const only = one => {
    const query = new URLSearchParams(location.search);
    query.set('reason', one.reason);
    return `${ROOT}/rejected?${query}`;
  };
  return html`<${Card} title=${t('rejected.by-reason')} flush class="jobs"><${Table} label=${t('rejected.by-reason')}
      rows=${items}
      rowKey=${one => one.reason} href=${only} columns=${[
    {key: 'reason', title: t('rejected.reason'), width: 'auto', cell: one => word('rejected', one.reason)},
    {key: 'count', title: t('rejected.count'), width: 2, number: true, cell: one => number(one.count)},
    {key: 'oldest', title: t('rejected.oldest'), width: 4, from: 's', cell: one => html`<${Time} at=${one.oldest} short />`},
    {key: 'newest', title: t('rejected.newest'), width: 4, from: 's', cell: one => html`<${Time} at=${one.newest} short />`}]} />
    </${Card}>`;
}

/** Jobs that work on many messages; one that runs is followed. */
function Jobs({turn, onDone}) {
  const list = useList('GET /rejected-messages/jobs', {query: {}, turn}, 10);
  const running = list.items?.filter(one => one.state === 'running' || one.state === 'stopping') || [];
  const recent = list.items?.filter(one => Date.now() - Date.parse(one.startedAt) < 3_600_000) || [];
  useRepeated(list.reload, running.length ? 1500 : 0);
  const ran = useRef(false);
  useEffect(() => {
    if (ran.current && running.length === 0) {
      onDone();
    }
    ran.current = running.length > 0;
  }, [running.length]);
  const stop = id => call('POST /rejected-messages/jobs/{id}/stop', {id}).then(list.reload, problem => toast(problem.message,
      'bad'));
  return recent.length > 0 && html`<${Card} title=${t('rejected.jobs')} flush class="jobs"><${Table} label=${t('rejected.jobs')}
      rows=${recent} columns=${[
    {key: 'at', title: t('redeliveries.started'), width: 3, from: 's', cell: one => html`<${Time} at=${one.startedAt} short />`},
        {key: 'kind', title: t('rejected.job'), width: 'auto', cell: one => word('job', one.kind)},
    {key: 'state', title: t('delivery.status'), width: 2, from: 's', cell: one => html`<${Status} of=${one.state} />`},
    {key: 'what', title: t('redeliveries.what'), width: 'auto', from: 'm', cell: one => one.filter.reason
        ? html`<${Tag}>${word('rejected', one.filter.reason)}</${Tag}>` : t('all')},
    {key: 'done', title: t('rejected.done'), width: 2, number: true, cell: one => `${number(one.done)}${one.matched === undefined
        ? '' : ' / ' + number(one.matched)}`},
    {key: 'stop', title: html`<span class="hidden">${t('more')}</span>`, width: 1, number: true,
        cell: one => one.state === 'running' && can('operate') && html`<${Button} class="small"
          onClick=${() => stop(one.id)}>${t('redeliveries.stop')}</${Button}>`}]} /></${Card}>`;
}
