// @ts-check
import {html} from '../html.js';
import {duration, number, t, word} from '../i18n.js';
import {useApi, useList} from '../load.js';
import {ROOT} from '../router.js';
import {useTitle} from '../shell.js';
import {Ago, Button, Card, Empty, Id, Notice, PageHead, ProblemNotice, Skeleton, Stat, Status, Tabs, Tag,
    Time} from '../ui/basics.js';
import {Table, ListTable} from '../ui/table.js';

const REFRESH_MS = 3000;
const STANDINGS = ['proven', 'new', 'failing', 'limited', 'paused'];

/** How the service and its nodes are. */
export default function System({query}) {
  useTitle(t('page.system'));
  const tab = query.get('tab') || 'now';
  return html`<${PageHead} title=${t('page.system')} subtitle=${t('system.subtitle')} actions=${html`<${Button} href="/health"
      target="_blank">/health</${Button}><${Button} href="/metrics" target="_blank">/metrics</${Button}>
      <${Button} href="/openapi" target="_blank">/openapi</${Button}>`} />
    <${Tabs} label=${t('page.system')} current=${tab} items=${[['now', t('system.now'), ROOT + '/system'], ['settings',
      t('system.settings'), ROOT + '/system?tab=settings'], ['notices', t('system.notices'), ROOT + '/system?tab=notices']]} />
    ${tab === 'settings' ? html`<${Settings} query=${query} />` : tab === 'notices' ? html`<${Notices} />` : html`<${Now} />`}`;
}

function Now() {
  const {value: status, problem, reload} = useApi('GET /status', {}, {every: REFRESH_MS});
  if (!status) {
    return problem ? html`<${ProblemNotice} problem=${problem} retry=${reload} />` : html`<${Skeleton} lines=${8} />`;
  }
  const reasons = [status.queue, status.deadLetters, status.ticks, status.deliveries,
      ...status.nodes].map(part => part.reason).filter(Boolean)
    .concat(status.checks.filter(check => !check.up).map(check => `${check.name}: ${check.reason || ''}`));
  const tone = part => part.reason ? 'bad' : '';
  return html`${problem && html`<${ProblemNotice} problem=${problem} retry=${reload} />`}
    ${status.well && reasons.length === 0 ? html`<${Notice} kind="good" title=${t('system.well')}>${t('system.well.text')} <${Ago}
        at=${status.at} /></${Notice}>`
      : html`<${Notice} kind="bad" title=${t('system.not-well')} live>
          <ul>${reasons.map(reason => html`<li key=${reason}>${reason}</li>`)}</ul></${Notice}>`}
    <div class="stats"><${Stat} label=${t('stat.queue')} value=${status.queue.messages === undefined ? '–'
      : number(status.queue.messages)} tone=${tone(status.queue)} hint=${status.queue.oldestSeconds >= 1
        ? t('stat.oldest-for', {time: duration(status.queue.oldestSeconds * 1000)}) : t('system.consumers',
            {n: status.queue.consumers ?? 0})} />
      <${Stat} label=${t('system.dead-letters')} value=${status.deadLetters.messages === undefined ? '–'
        : number(status.deadLetters.messages)} tone=${tone(status.deadLetters)} hint=${t('system.dead-letters.hint')}
        href=${ROOT + '/rejected?reason=dead-letter'} />
      <${Stat} label=${t('stat.tick')} value=${status.ticks.lagSeconds < 2 ? t('stat.on-time')
        : duration(status.ticks.lagSeconds * 1000)} tone=${tone(status.ticks)} hint=${t('stat.open-objects',
        {n: status.ticks.objectsOpen})} />
      <${Stat} label=${t('system.notices')} value=${number(status.noticesWaiting)} hint=${t('system.notices.hint')}
        href=${ROOT + '/system?tab=notices'} /></div>
    <div class="grid-3"><${Card} title=${t('system.due')} note=${t('system.due.note')}><table class="plain-table"><thead><tr>
      <th scope="col">${t('filter.standing')}</th><th scope="col" class="number">${t('stat.due')}</th><th scope="col"
      class="number">${t('system.oldest')}</th></tr></thead>
      <tbody>${STANDINGS.map(one => html`<tr key=${one}><td>${t('status.' + one)}</td>
        <td class="number">${number(status.deliveries.due[one] || 0)}</td>
        <td class="number">${status.deliveries.oldestSeconds[one] ? duration(status.deliveries.oldestSeconds[one] * 1000)
        : '–'}</td></tr>`)}</tbody></table></${Card}>
      <${Card} title=${t('page.endpoints')}><ul class="counts">${['active', 'failing', 'paused', 'inactive',
        'disabled'].map(one => html`<li key=${one}>${one === 'paused' ? t('status.paused')
        : html`<a href=${`${ROOT}/endpoints?${one === 'failing' ? 'standing'
        : 'status'}=${one}`}>${t('status.' + one)}</a>`}<strong>${number(status.endpoints[one])}</strong></li>`)}</ul></${Card}>
      <${Card} title=${t('system.checks')}><ul class="counts">${status.checks.map(check => html`<li key=${check.name}>
        <span>${check.name}${check.reason && html` <span class="note">${check.reason}</span>`}</span><${Status} of=${check.up
        ? 'well' : 'down'} /></li>`)}</ul></${Card}></div>
    <h2 class="section-title">${t('system.nodes')}</h2><${Table} label=${t('system.nodes')} rows=${status.nodes} columns=${[
      {key: 'host', title: t('system.host'), width: 'auto', cell: node => html`<span class="two-lines">
          <strong>${node.host}${node.id === status.node ? ' · ' + t('system.this') : ''}</strong>
          <code>${node.id}</code></span>`},
      {key: 'state', title: t('delivery.status'), width: 2, cell: node => html`<${Status} of=${node.down.length || node.reason
          ? 'down' : 'well'} />`},
      {key: 'version', title: t('system.version'), width: 4, from: 'm', cell: node => node.version},
      {key: 'started', title: t('system.started'), width: 3, from: 'l', cell: node => html`<${Ago} at=${node.startedAt} />`},
      {key: 'seen', title: t('system.seen'), width: 3, from: 'm', cell: node => html`<${Ago} at=${node.seenAt} />`},
      {key: 'places', title: t('system.places'), width: 2, number: true,
          cell: node => `${number(node.attemptsInFlight)} / ${number(node.attemptsInFlightMax)}`}]} />`;
}

function Settings() {
  const list = useApi('GET /settings');
  if (!list.value) {
    return list.problem ? html`<${ProblemNotice} problem=${list.problem} retry=${list.reload} />` : html`<${Skeleton}
        lines=${8} />`;
  }
  const plain = text => text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/`/g, '');
  return html`<div class="entries">${list.value.items.map(one => html`<div class="entry setting" key=${one.name}><div>
      <code>${one.name}</code><p class="note">${plain(one.meaning)}</p></div>
    <div class="setting-value">${one.value === undefined ? html`<span class="none">${t('system.not-set')}</span>`
      : html`<code>${one.value}</code>`} ${one.origin && one.origin !== 'default' && html`<${Tag}>${word('origin',
      one.origin)}</${Tag}>`}</div></div>`)}</div>`;
}

function Notices() {
  const list = useList('GET /notices');
  return html`<${ListTable} list=${list} label=${t('system.notices')} columns=${[
    {key: 'at', title: t('audit.when'), width: 3, cell: one => html`<${Time} at=${one.occurredAt} short />`},
    {key: 'kind', title: t('system.kind'), width: 2, cell: one => word('notice', one.kind)},
    {key: 'event', title: t('delivery.event'), width: 4, from: 's', cell: one => one.eventType},
    {key: 'to', title: t('system.recipient'), width: 'auto', cell: one => one.recipient || (one.endpointId && html`<${Id}
        id=${one.endpointId} href=${`${ROOT}/endpoints/${one.endpointId}`} />`)},
    {key: 'due', title: t('stat.next'), width: 3, from: 'm', cell: one => html`<${Ago} at=${one.dueAt} />`},
    {key: 'attempts', title: t('delivery.attempts'), width: 2, number: true, from: 'm', cell: one => number(one.attempts)}]}
    empty=${html`<${Empty} icon="check" title=${t('system.no-notices')} />`} />`;
}
