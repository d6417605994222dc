// @ts-check
import {useCallback} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {number, percent, t} from '../i18n.js';
import {useApi, useList, useRepeated} from '../load.js';
import {ROOT} from '../router.js';
import {can} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Card, Empty, Facts, Id, Named, Notice, PageHead, Pending, Status, Tag, Time} from '../ui/basics.js';
import {toast} from '../ui/dialog.js';
import {ListTable} from '../ui/table.js';
import {DeliveryTabs} from './deliveries.js';

const RUNNING_MS = 1000;

/** Redeliveries, and one of them with its progress. */
export default function Redeliveries({id}) {
  return id ? html`<${One} id=${id} />` : html`<${All} />`;
}

function All() {
  useTitle(t('page.redeliveries'));
  const list = useList('GET /redeliveries');
  const runs = list.items?.some(one => one.state === 'running' || one.state === 'stopping');
  useRepeated(list.reload, runs ? 2 * RUNNING_MS : 0);
  return html`<${PageHead} title=${t('page.deliveries')} subtitle=${t('redeliveries.subtitle')} /><${DeliveryTabs}
      current="redeliveries" />
    <${ListTable} list=${list} label=${t('page.redeliveries')} href=${one => `${ROOT}/redeliveries/${one.id}`} columns=${[
      {key: 'at', title: t('redeliveries.started'), width: 3, cell: one => html`<${Time} at=${one.startedAt} short />`},
      {key: 'state', title: t('delivery.status'), width: 2, cell: one => html`<${Status} of=${one.state} />`},
      {key: 'what', title: t('redeliveries.what'), width: 'auto', from: 's', cell: one => html`<${Selection}
          filter=${one.filter} />`},
      {key: 'matched', title: t('redeliveries.matched'), width: 2, number: true, from: 'm', cell: one => one.matched === undefined
          ? '–' : number(one.matched)},
      {key: 'done', title: t('redeliveries.sent'), width: 2, number: true, from: 's', cell: one => number(one.redelivered)},
      {key: 'skipped', title: t('redeliveries.skipped'), width: 2, number: true, from: 'm', cell: one => number(one.skipped)}]}
      empty=${html`<${Empty} icon="refresh" title=${t('redeliveries.none')} action=${html`<${Button}
          href=${ROOT + '/deliveries?status=failed'}>${t('redeliveries.failed')}</${Button}>`}>
        ${t('redeliveries.none.text')}</${Empty}>`} />`;
}

/** What a redelivery selects, in a line. */
function Selection({filter}) {
  return html`<span class="tags">${filter.endpoint && html`<${Tag}><${Named} kind="endpoint" id=${filter.endpoint}
      link=${false} /></${Tag}>`}
    ${filter.application && html`<${Tag}><${Named} kind="application" id=${filter.application} link=${false} /></${Tag}>`}
    ${filter.resourceId && html`<${Tag}>${filter.resourceId}</${Tag}>`}
    ${(filter.eventTypes || []).map(one => html`<${Tag} key=${one}>${one}</${Tag}>`)}${(filter.status
        || []).map(one => html`<${Tag} key=${one}>${t('status.' + one)}</${Tag}>`)}</span>`;
}

function One({id}) {
  useTitle(t('page.redelivery'));
  const job = useApi('GET /redeliveries/{id}', {id});
  const one = job.value;
  const runs = one && (one.state === 'running' || one.state === 'stopping');
  useRepeated(job.reload, runs ? RUNNING_MS : 0);
  if (!one) {
    return html`<${Pending} title=${t('page.redelivery')} load=${job}
      back=${[ROOT + '/redeliveries', t('page.redeliveries')]} />`;
  }
  return html`<${PageHead} back=${[ROOT + '/redeliveries', t('page.redeliveries')]} title=${t('page.redelivery')}
      status=${html`<${Status} of=${one.state} />`} />
    <div class="stack"><${Card} title=${t('redeliveries.progress')}><${Progress} job=${one} onChange=${job.replace} /></${Card}>
    <${Card} title=${t('redeliveries.what')}><${Facts} items=${[[t('delivery.id'), html`<${Id} id=${one.id} />`],
      one.filter.application && [t('delivery.application'), html`<${Named} kind="application" id=${one.filter.application} />`],
      one.filter.endpoint && [t('delivery.endpoint'), html`<${Named} kind="endpoint" id=${one.filter.endpoint} />`],
      one.filter.organization && [t('delivery.organization'), html`<${Named} kind="organization"
          id=${one.filter.organization} />`],
      one.filter.resourceId && [t('delivery.object'), `${one.filter.resourceType || ''} ${one.filter.resourceId}`],
      one.filter.eventTypes?.length && [t('delivery.event'), one.filter.eventTypes.join(', ')],
      [t('delivery.status'), (one.filter.status || []).map(state => t('status.' + state)).join(', ')],
      [t('filter.from'), html`<${Time} at=${one.filter.from} />`], [t('filter.to'), html`<${Time} at=${one.filter.to} />`],
      [t('redeliveries.started'), html`<${Time} at=${one.startedAt} />`], one.endedAt && [t('redeliveries.ended'), html`<${Time}
          at=${one.endedAt} />`]]} /></${Card}></div>`;
}

/** How far a redelivery is, with a button that stops it. */
export function Progress({job, onChange}) {
  const runs = job.state === 'running' || job.state === 'stopping';
  const worked = job.redelivered + job.skipped;
  const share = job.matched ? Math.min(1, worked / job.matched) : runs ? undefined : 1;
  const stop = useCallback(async () => {
    try {
      onChange(await call('POST /redeliveries/{id}/stop', {id: job.id}));
    } catch (problem) {
      toast(problem.message, 'bad');
    }
  }, [job.id]);
  return html`<div class="progress"><progress max="1" value=${share} aria-label=${t('redeliveries.progress')}></progress>
      <span class="progress-text" role="status">${job.matched === undefined ? t('redeliveries.of-unknown', {n: worked})
        : t('redeliveries.of', {n: worked, all: job.matched})}
      ${share !== undefined && ` · ${percent(share)}`}</span>
      ${runs && can('operate') && html`<${Button} icon="stop" class="small" disabled=${job.state === 'stopping'}
          onClick=${stop}>${t('redeliveries.stop')}</${Button}>`}</div>
    <p class="note">${t('redeliveries.result', {sent: job.redelivered, skipped: job.skipped})}</p>
    ${job.lastSkipped && html`<${Notice}>${job.lastSkipped}</${Notice}>`}`;
}
