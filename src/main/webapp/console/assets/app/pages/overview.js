// @ts-check
import {useState} from 'preact/hooks';
import {html} from '../html.js';
import {duration, number, percent, t} from '../i18n.js';
import {useApi, useList} from '../load.js';
import {addressOf} from '../names.js';
import {ROOT} from '../router.js';
import {useTitle} from '../shell.js';
import {Ago, Button, Card, Empty, Named, PageHead, ProblemNotice, Skeleton, Stat, Status} from '../ui/basics.js';
import {aligned, Chart, steps} from '../ui/chart.js';
import {Segments} from '../ui/forms.js';
import {AttemptsChart, ChartCard} from './endpoint-overview.js';
import {stateOf, successOf} from './endpoints.js';
import {FirstSteps} from './first-steps.js';
import {LiveDeliveries} from './live-deliveries.js';

const RANGES = {PT1H: 3_600_000, P1D: 86_400_000, P7D: 604_800_000};
const REFRESH_MS = 15_000;

/** The first page: for operators the service, for tenants what is theirs. */
export default function Overview({me, query}) {
  useTitle(t('page.overview'));
  const [range, choose] = useState('PT1H');
  const from = new Date(Math.floor(Date.now() / 60_000) * 60_000 - RANGES[range]).toISOString();
  const name = me.organization?.name || me.application?.name;
  return html`<${PageHead} title=${t('page.overview')} subtitle=${name ? html`<bdi>${name}</bdi>` : t('overview.installation')}
      actions=${html`<${Segments} label=${t('filter.time')} value=${range} options=${Object.keys(RANGES).map(key => [key,
          t('range.' + key)])} onChange=${choose} />`} />
    <${FirstSteps} me=${me} query=${query} />
    <${Numbers} me=${me} from=${from} range=${range} />
    <div class="grid-2 overview-lists"><${Troubled} me=${me} /><${LiveDeliveries} /></div>`;
}

function Numbers({me, from, range}) {
  const deliveries = useApi('GET /statistics/deliveries', {query: {from}}, {every: REFRESH_MS});
  const changes = useApi(me.role === 'application' ? null : 'GET /statistics/changes', {query: {from}}, {every: REFRESH_MS});
  const status = useApi(me.role === 'operator' ? 'GET /status' : null, {}, {every: 5000});
  const total = deliveries.value?.series[0]?.total;
  const took = changes.value?.series[0]?.total;
  return html`<${ProblemNotice} problem=${deliveries.problem} retry=${deliveries.reload} />
    <div class="stats"><${Delivered} total=${total} range=${range} /><${Took} total=${total} />
      ${me.role === 'operator' ? html`<${Service} status=${status.value} />` : html`<${Stat} label=${t('stat.given-up')}
          value=${total ? number(total.failed) : '–'} tone=${total?.failed ? 'bad' : ''}
        hint=${t('stat.given-up.hint')} href=${ROOT + '/deliveries?status=failed'} /><${Stat} label=${t('status.skipped')}
            value=${total ? number(total.skipped) : '–'} hint=${t('stat.skipped.hint')}
            href=${ROOT + '/deliveries?status=skipped'} />`}
      ${me.role !== 'application' && html`<${Stat} label=${t('stat.changes')} value=${took ? number(took.received) : '–'}
          hint=${took && ratio(took, total)} />`}</div>
    <div class="charts"><${ChartCard} of=${AttemptsChart} statistics=${deliveries.value} title=${t('chart.webhooks')} />
      <${ChartCard} of=${Times} statistics=${deliveries.value} />
      ${me.role !== 'application' && html`<${ChartCard} of=${ChangesChart} statistics=${changes.value} />`}
      <${ChartCard} of=${Whole} statistics=${deliveries.value} /></div>`;
}

/** How many changes became one webhook: the number that coalescing is about. */
function ratio(changes, deliveries) {
  const sent = deliveries?.outcomes?.succeeded || 0;
  return sent > 0 && changes.received > 0 ? t('stat.ratio', {ratio: number(changes.received / sent, 1)}) : t('stat.silent',
      {n: changes.silent});
}

function Delivered({total, range}) {
  const success = successOf(total);
  return html`<${Stat} label=${t('stat.delivered')} value=${total ? number(total.outcomes?.succeeded || 0) : '–'}
      href=${`${ROOT}/deliveries?status=succeeded&range=${range}`}
    hint=${success === null ? t('stat.no-attempts') : t('stat.success', {share: percent(success)})} tone=${success !== null
        && success < 0.9 ? 'wait' : ''} />`;
}

function Took({total}) {
  return html`<${Stat} label=${t('stat.answers-in')} value=${total?.durationMs ? duration(total.durationMs.p50) : '–'}
      hint=${total?.durationMs ? t('stat.p95', {time: duration(total.durationMs.p95)}) : t('stat.no-attempts')} />`;
}

const sum = object => Object.values(object || {}).reduce((all, value) => all + value, 0);

const tickOf = ticks => ticks.lagSeconds < 2 ? t('stat.on-time') : duration(ticks.lagSeconds * 1000);

/** What the service itself does now. */
function Service({status}) {
  const due = sum(status?.deliveries.due);
  const oldest = Math.max(0, ...Object.values(status?.deliveries.oldestSeconds || {}));
  const bad = part => part?.reason ? 'bad' : '';
  return html`<${Stat} label=${t('stat.failing')} value=${status ? number(status.endpoints.failing) : '–'}
      tone=${status?.endpoints.failing ? 'wait' : ''} href=${ROOT + '/endpoints?standing=failing'}
      hint=${status ? t('stat.of-endpoints', {n: status.endpoints.active}) : ''} />
    <${Stat} label=${t('stat.due')} value=${status ? number(due) : '–'} tone=${bad(status?.deliveries)}
      href=${ROOT + '/deliveries?status=pending'} hint=${oldest >= 1 ? t('stat.oldest-for', {time: duration(oldest * 1000)})
      : status && t('stat.nothing-waits')} />
    <${Stat} label=${t('stat.tick')} value=${status ? tickOf(status.ticks) : '–'} href=${ROOT + '/system'}
      tone=${bad(status?.ticks) || bad(status?.queue) || (status?.deadLetters.messages ? 'bad' : '')}
      hint=${status ? t('stat.queued', {n: status.queue.messages ?? 0}) : ''} />`;
}

function Times({statistics}) {
  const of = part => aligned(statistics, statistics.series[0], point => point.durationMs?.[part], null);
  return html`<${Chart} title=${t('chart.times')} kind="ms" times=${steps(statistics)} series=${[{name: 'p50',
      label: t('chart.p50'), values: of('p50')}, {name: 'p95', label: t('chart.p95'), values: of('p95')}]} />`;
}

function Whole({statistics}) {
  const of = part => aligned(statistics, statistics.series[0], point => point.changeToWebhookMs?.[part], null);
  return html`<${Chart} title=${t('chart.whole')} note=${t('chart.whole.note')} kind="ms" times=${steps(statistics)}
      series=${[{name: 'own', label: t('chart.p50'), values: of('p50')}, {name: 'p95', label: t('chart.p95'),
      values: of('p95')}]} />`;
}

function ChangesChart({statistics}) {
  const of = name => aligned(statistics, statistics.series[0], point => point[name]);
  return html`<${Chart} title=${t('chart.changes')} times=${steps(statistics)} series=${['received', 'silent',
      'rejected'].map(name => ({name, label: t('changes.' + name), values: of(name)}))} />`;
}

/** The endpoints that need somebody: those that fail and those that were switched off. */
function Troubled() {
  const failing = useList('GET /endpoints', {query: {standing: 'failing', status: 'active'}}, 5);
  const disabled = useList('GET /endpoints', {query: {status: 'disabled'}}, 5);
  if (!failing.items || !disabled.items) {
    return html`<${Card} title=${t('troubled.title')}><${ProblemNotice} problem=${failing.problem || disabled.problem} />
        <${Skeleton} lines=${4} /></${Card}>`;
  }
  const items = [...failing.items.filter(one => one.failingSince), ...disabled.items];
  return html`<${Card} title=${t('troubled.title')} actions=${html`<${Button} class="small"
      href=${ROOT + '/endpoints'}>${t('show-all')}</${Button}>`}>
    ${items.length === 0 ? html`<${Empty} icon="check" title=${t('troubled.none')}>${t('troubled.none.text')}</${Empty}>`
      : html`<ul class="troubled">${items.map(one => html`<li key=${one.id}><${Status} of=${stateOf(one)} />
          <div class="two-lines"><a href=${`${ROOT}/endpoints/${one.id}`}><bdi>${addressOf(one)}</bdi></a>
        <span><${Named} kind="application" id=${one.applicationId} link=${false} />${one.failingSince
          && html` · ${t('troubled.since')} <${Ago} at=${one.failingSince} />`}${one.disabledReason
          && ' · ' + one.disabledReason}</span></div></li>`)}</ul>`}</${Card}>`;
}

