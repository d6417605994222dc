// @ts-check
import {useState} from 'preact/hooks';
import {html} from '../html.js';
import {duration, number, percent, t, word} from '../i18n.js';
import {useApi, useList, useRepeated} from '../load.js';
import {ROOT} from '../router.js';
import {can} from '../session.js';
import {Ago, Button, Card, Empty, Facts, Id, ProblemNotice, Skeleton, Stat, Tag, Time} from '../ui/basics.js';
import {aligned, Chart, Shares, steps} from '../ui/chart.js';
import {ChoicePill, FilterBar, RangePill, useFilters, useRange} from '../ui/filters.js';
import {Segments} from '../ui/forms.js';
import {ListTable} from '../ui/table.js';
import {deliveryColumns} from './delivery-columns.js';
import {STATES} from './deliveries.js';
import {Progress} from './redeliveries.js';
import {RedeliverDialog} from './redeliver.js';
import {successOf} from './endpoints.js';

const RANGES = {PT1H: 3_600_000, P1D: 86_400_000, P7D: 604_800_000};
const JOB_MS = 1000;

/** How an endpoint fares: figures, what it answers, what waits, and sending again. */
export function EndpointOverview({endpoint, health, me}) {
  const [range, choose] = useState('P1D');
  const from = new Date(Math.floor(Date.now() / 60_000) * 60_000 - RANGES[range]).toISOString();
  const statistics = useApi('GET /statistics/deliveries', {query: {endpoint: endpoint.id, from}}, {every: 30_000});
  const total = statistics.value?.series[0]?.total;
  const now = health.value;
  const success = successOf(total);
  return html`<div class="chart-range"><${Segments} label=${t('filter.time')} value=${range}
      options=${Object.keys(RANGES).map(key => [key, t('range.' + key)])} onChange=${choose} /></div>
    <div class="stats"><${Stat} label=${t('endpoint.success')} value=${success === null ? '–' : percent(success)}
      tone=${success !== null && success < 0.9 ? 'bad' : ''}
        hint=${total?.attempts ? t('stat.attempts', {n: total.attempts}) : t('stat.no-attempts')} />
      <${Stat} label=${t('stat.answers-in')} value=${total?.durationMs ? duration(total.durationMs.p50) : '–'}
        hint=${total?.durationMs ? t('stat.p95', {time: duration(total.durationMs.p95)}) : ''} />
      <${Stat} label=${t('stat.due')} value=${now ? number(now.due) + (now.dueIsMinimum ? '+' : '') : '–'} hint=${now?.oldestDueAt
        ? html`${t('stat.oldest')} <${Ago} at=${now.oldestDueAt} />` : t('stat.nothing-waits')} />
      <${Stat} label=${t('stat.next')} value=${now?.nextAttemptAt ? html`<${Ago} at=${now.nextAttemptAt} />` : '–'} hint=${now
        ? t('standing.' + now.standing) : ''} /></div>
    <${ProblemNotice} problem=${statistics.problem} retry=${statistics.reload} />
    <div class="columns"><div class="stack"><${ChartCard} of=${AttemptsChart}
      statistics=${statistics.value} />
      <${Recent} endpoint=${endpoint} /></div>
    <div class="stack"><${Answers} total=${total} health=${now} />${can('operate') && html`<${Again} endpoint=${endpoint}
      me=${me} />`}
      <${Card} title=${t('facts')}><${Facts} items=${[[t('delivery.id'), html`<${Id} id=${endpoint.id} />`],
        [t('endpoint-form.format'), t('format.' + endpoint.format)],
        [t('endpoint-form.delivery'), t('mode.' + endpoint.delivery)], [t('endpoint-form.retry'),
            t('retry-mode.' + endpoint.retry)],
        ...(endpoint.rateLimit ? [[t('endpoint-form.limit'), t('endpoint.limit', {limit: endpoint.rateLimit.limit,
            per: t('per.' + endpoint.rateLimit.per)})]] : []),
        ...(endpoint.ordering ? [[t('endpoint-form.ordering'), t('ordering.' + endpoint.ordering)]] : []), ...access(endpoint),
        [t('endpoint.events'), html`<span class="tags">${endpoint.eventTypes.map(name => html`<${Tag} key=${name}>${name === '*'
            ? t('endpoint.all-events') : name}</${Tag}>`)}</span>`],
        [t('delivery.created'), html`<${Time} at=${endpoint.createdAt} />`], [t('endpoint.changed'), html`<${Time}
            at=${endpoint.updatedAt} />`]]} /></${Card}></div></div>`;
}

/** What opens the receiver, as far as it is shown. */
function access({authentication: asked, clientCertificateEndsAt: end, certificateAuthorities}) {
  return [...(asked ? [[t('endpoint.auth'), t('endpoint.auth.' + asked.type, {who: asked.username || asked.clientId})]] : []),
    ...(end ? [[t('endpoint.certificate'), html`<${Time} at=${end} />`]] : []),
    ...(certificateAuthorities ? [[t('endpoint.authorities'), t('endpoint.authorities.own')]] : [])];
}

/** A chart in its box, which is as high before its figures are there. */
export const ChartCard = ({of, statistics, ...rest}) => html`<${Card}>${statistics ? html`<${of} statistics=${statistics}
    ...${rest} />` : html`<${Skeleton} lines=${9} />`}</${Card}>`;

/** Attempts by what they came to. */
export function AttemptsChart({statistics, title = t('chart.attempts')}) {
  const series = statistics.series[0];
  const of = value => aligned(statistics, series, value);
  return html`<${Chart} title=${title} times=${steps(statistics)} series=${[
    {name: 'succeeded', label: t('status.succeeded'), values: of(point => point.outcomes?.succeeded || 0)},
    {name: 'failed', label: t('status.failed'), values: of(point => point.attempts - (point.outcomes?.succeeded || 0))},
    {name: 'skipped', label: t('status.skipped'), values: of(point => point.skipped)}]} />`;
}

function Answers({total, health}) {
  const outcomes = Object.entries(total?.outcomes || {}).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
  const states = health && ['succeeded', 'pending', 'available', 'failed', 'skipped', 'cancelled'].map(state => [state,
      health.last24Hours[state] || 0]);
  return html`<${Card} title=${t('answers.title')}>${outcomes.length === 0 ? html`<p class="none">${t('stat.no-attempts')}</p>`
    : html`<ul class="counts">${outcomes.map(([outcome, n]) => html`<li key=${outcome}><span class=${outcome === 'succeeded'
        ? 'tone-succeeded' : 'tone-failed'}>${word('outcome', outcome)}</span><strong>${number(n)}</strong></li>`)}</ul>`}
    ${states && html`<div class="stack tight"><p class="legend-like">${t('answers.last-day')}</p><${Shares} parts=${states} />
        <ul class="counts">${states.filter(([, n]) => n > 0).map(([state, n]) => html`
      <li key=${state}><span class=${'tone-' + state}>${t('status.' + state)}</span><strong>${number(n)}</strong></li>`)}</ul>
        </div>`}</${Card}>`;
}

/** Sends again what failed or was left out, and shows how far that is. */
function Again({endpoint, me}) {
  const [open, set] = useState(false);
  const [started, start] = useState(/** @type {any} */ (null));
  const job = useApi(started ? 'GET /redeliveries/{id}' : null, {id: started?.id});
  const shown = job.value || started;
  useRepeated(job.reload, shown && ['running', 'stopping'].includes(shown.state) ? JOB_MS : 0);
  const preset = {endpoint: endpoint.id, from: endpoint.failingSince || undefined};
  return html`<${Card} title=${t('redeliver.many')}><p class="note">${t('endpoint.again.text')}</p>
    ${shown && html`<${Progress} job=${shown} onChange=${job.replace} />`}
    <div><${Button} icon="refresh" disabled=${endpoint.status !== 'active'}
      onClick=${() => set(true)}>${t('redeliver.choose')}</${Button}></div>
    ${endpoint.status !== 'active' && html`<p class="note">${t('endpoint.again.off')}</p>`}
    ${open && html`<${RedeliverDialog} preset=${preset} me=${me} fixed onClose=${() => set(false)}
        onStarted=${start} />`}</${Card}>`;
}

function Recent({endpoint}) {
  const list = useList('GET /deliveries', {query: {endpoint: endpoint.id}}, 10);
  return html`<${Card} title=${t('endpoint.recent')} flush actions=${html`<${Button} class="small"
      href=${`${ROOT}/endpoints/${endpoint.id}/deliveries`}>${t('show-all')}</${Button}>`}>
    <${ListTable} list=${{...list, next: null}} label=${t('endpoint.recent')}
      columns=${deliveryColumns({endpoint: false}).filter(column => column.key !== 'organization')}
      href=${one => `${ROOT}/deliveries/${one.id}`}
      empty=${html`<${Empty} icon="deliveries" title=${t('endpoint.no-deliveries')} action=${endpoint.url && html`<${Button}
          href=${`${ROOT}/endpoints/${endpoint.id}/try`}>${t('endpoint.try')}</${Button}>`}>
        ${endpoint.url && t('endpoint.no-deliveries.text')}</${Empty}>`} /></${Card}>`;
}

/** All deliveries of an endpoint. */
export function EndpointDeliveries({endpoint}) {
  const names = ['status'];
  const filters = useFilters(names);
  const {from, to} = useRange();
  const list = useList('GET /deliveries', {query: {...filters, endpoint: endpoint.id, from, to}});
  return html`<${FilterBar} names=${[...names, 'range', 'from', 'to']}><${ChoicePill} name="status" label=${t('filter.status')}
      options=${STATES.map(one => [one, t('status.' + one)])} /><${RangePill} /></${FilterBar}>
    <${ListTable} list=${list} label=${t('page.deliveries')} columns=${deliveryColumns({endpoint: false})}
      href=${one => `${ROOT}/deliveries/${one.id}`}
      empty=${html`<${Empty} icon="deliveries"
          title=${t('endpoint.no-deliveries')}>${t('endpoint.no-deliveries.text')}</${Empty}>`} />`;
}
