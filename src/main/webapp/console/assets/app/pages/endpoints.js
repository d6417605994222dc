// @ts-check
import {html} from '../html.js';
import {day, duration, percent, t} from '../i18n.js';
import {useApi, useList} from '../load.js';
import {addressOf} from '../names.js';
import {navigate, ROOT} from '../router.js';
import {can} from '../session.js';
import {useTitle} from '../shell.js';
import {Ago, Button, Empty, Named, PageHead, Status} from '../ui/basics.js';
import {ChoicePill, ExportMenu, FilterBar, SearchField, TextPill, useFilters} from '../ui/filters.js';
import {ListTable} from '../ui/table.js';
import {useChoices} from './choices.js';

const NAMES = ['q', 'application', 'status', 'standing', 'organization'];

/** The state of an endpoint in one word: that it fails counts more than that it is on. */
export function stateOf(endpoint) {
  return endpoint.status !== 'active' ? endpoint.status : endpoint.failingSince ? 'failing' : endpoint.paused
      || endpoint.pausedUntil && Date.parse(endpoint.pausedUntil) > Date.now() ? 'paused' : 'active';
}

/** Which events an endpoint selects, in a few words. */
export function selectionOf(eventTypes) {
  return eventTypes.includes('*') ? t('endpoint.all-events') : eventTypes.length <= 2 ? eventTypes.join(', ')
      : t('endpoint.n-events', {first: eventTypes[0], n: eventTypes.length - 1});
}

/** The share of attempts of a series that succeeded, or null. */
export function successOf(figures) {
  return figures?.attempts ? (figures.outcomes?.succeeded || 0) / figures.attempts : null;
}

/** Where applications receive webhooks, with how each fares. */
export default function Endpoints({me}) {
  useTitle(t('page.endpoints'));
  const filters = useFilters(NAMES);
  const options = {query: filters};
  const list = useList('GET /endpoints', options);
  const choices = useChoices(me);
  const figures = useFigures(me);
  const filtered = NAMES.some(name => filters[name]);
  const create = can('manage') && html`<${Button} kind="primary" icon="plus" href=${`${ROOT}/endpoints/new${filters.application
      ? '?application=' + filters.application : ''}`}>${t('page.new-endpoint')}</${Button}>`;
  return html`<${PageHead} title=${t('page.endpoints')} subtitle=${t('endpoints.subtitle')} actions=${html`<${ExportMenu}
      operation="GET /endpoints" options=${options} name="endpoints" />${create}`} />
    <${FilterBar} names=${NAMES}><${SearchField} label=${t('endpoints.search')} />
      <${ChoicePill} name="status" label=${t('filter.status')} options=${['active', 'inactive', 'disabled'].map(one => [one,
        t('status.' + one)])} />
      <${ChoicePill} name="standing" label=${t('filter.standing')} options=${['proven', 'failing', 'new'].map(one => [one,
        t('status.' + one)])} />
      ${me.role !== 'application' && html`<${ChoicePill} name="application" label=${t('filter.application')}
          options=${choices.applications} />`}
      ${me.role === 'operator' && html`<${TextPill} name="organization" kind="organization"
          label=${t('filter.owner')} hint="12345"
          inputmode="numeric" />`}</${FilterBar}>
    <${ListTable} list=${list} label=${t('page.endpoints')} href=${one => `${ROOT}/endpoints/${one.id}`}
      columns=${columns(figures)} empty=${html`<${Empty} icon="endpoint"
      title=${t(filtered ? 'endpoints.none-match' : 'endpoints.none')} action=${filtered ? html`<${Button}
          onClick=${() => navigate(ROOT + '/endpoints')}>${t('filter.clear-all')}</${Button}>` : create}>
      ${t(filtered ? 'endpoints.none-match.text' : 'endpoints.none.text')}</${Empty}>`} />`;
}

/** Success and time of the busiest endpoints in the last day; the others have none in the list. */
export function useFigures(me) {
  const {value} = useApi(me ? 'GET /statistics/deliveries' : null, {query: {by: 'endpoint', top: 50, step: 'PT1H',
    from: new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 86_400_000).toISOString()}});
  return new Map((value?.series || []).map(series => [series.group, series.total]));
}

const columns = figures => [
  {key: 'url', title: t('endpoint.url'), width: 'auto', cell: one => html`<span class="two-lines">
      <bdi title=${one.url}>${addressOf(one)}</bdi>
    <span>${one.description || html`<code>${one.id}</code>`}</span></span>`},
  {key: 'status', title: t('delivery.status'), width: 2, cell: one => html`<${Status} of=${stateOf(one)} />`},
  {key: 'application', title: t('delivery.application'), width: 4, from: 'm', cell: one => html`<${Named} kind="application"
      id=${one.applicationId} link=${false} />`},
  {key: 'how', title: t('endpoint.how'), width: 4, from: 'l', cell: one => html`<span class="two-lines">
      <span>${t('format.' + one.format)} · ${t('mode.' + one.delivery)}</span><span>${one.transport === 'poll' ? t('transport.poll') : t('retry-mode.' + one.retry)}</span>
      </span>`},
  {key: 'events', title: t('endpoint.events'), width: 4, from: 'xl',
      cell: one => html`<span title=${one.eventTypes.join(', ')}>${selectionOf(one.eventTypes)}</span>`},
  {key: 'since', title: t('endpoint.since'), width: 2, number: true, from: 'xl', cell: one => one.failingSince ? html`<${Ago}
      at=${one.failingSince} />` : html`<span class="none">${day(one.createdAt)}</span>`},
  {key: 'p95', title: t('endpoint.p95'), width: 2, number: true, from: 'l', cell: one => figures.get(one.id)?.durationMs
      ? duration(figures.get(one.id).durationMs.p95) : html`<span class="none">–</span>`},
  {key: 'success', title: t('endpoint.success'), width: 2, number: true, from: 'm', cell: one => share(figures.get(one.id))},
];

function share(figures) {
  const success = successOf(figures);
  return success === null ? html`<span class="none">–</span>` : html`<span class=${success < 0.9 ? 'tone-failed'
      : undefined}>${percent(success)}</span>`;
}
