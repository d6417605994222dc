// @ts-check
import {useEffect, useRef, useState} from 'preact/hooks';
import {pageOfId} from '../goto.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useList} from '../load.js';
import {navigate, ROOT, setQuery} from '../router.js';
import {can} from '../session.js';
import {useTitle} from '../shell.js';
import {listen} from '../stream.js';
import {Button, Empty, PageHead, Tabs} from '../ui/basics.js';
import {ChoicePill, ExportMenu, FilterBar, MoreFilters, RangePill, TextPill, useFilters, useRange} from '../ui/filters.js';
import {Icon} from '../ui/icons.js';
import {ListTable} from '../ui/table.js';
import {deliveryColumns} from './delivery-columns.js';
import {useChoices} from './choices.js';
import {RedeliverDialog} from './redeliver.js';

const MOST_ROWS = 200;
const SUMMARY_MS = 10_000;
const NAMES = ['status', 'outcome', 'eventType', 'application', 'endpoint', 'organization', 'resourceType', 'resourceId',
    'message', 'mode'];
const MODES = ['coalesced', 'instant'];
const STREAMED = ['application', 'endpoint', 'organization', 'resourceType', 'resourceId', 'eventType', 'status'];
export const STATES = ['pending', 'available', 'succeeded', 'failed', 'skipped', 'cancelled'];
export const OUTCOMES = ['succeeded', 'status', 'timeout', 'not-connected', 'tls', 'unknown-host', 'broken', 'refused',
    'no-network', 'no-name-service', 'no-secret', 'no-token', 'template', 'proxy'];

/** All deliveries that the session may see, with filters in the address and new ones as they happen. */
export default function Deliveries({me}) {
  useTitle(t('page.deliveries'));
  const filters = useFilters(NAMES);
  const {from, to, range} = useRange();
  const options = {query: {...filters, from, to}};
  const list = useList('GET /deliveries', options);
  const live = useLive(list, filters, Boolean(to));
  const [again, redeliver] = useState(false);
  const choices = useChoices(me);
  const filtered = NAMES.some(name => filters[name]) || range || from;
  return html`<${PageHead} title=${t('page.deliveries')} subtitle=${t('deliveries.subtitle')} actions=${html`<${LiveSwitch}
      live=${live} />
      <${ExportMenu} operation="GET /deliveries" options=${options} name="deliveries" />
      ${can('operate') && html`<${Button} icon="refresh"
          onClick=${() => redeliver(true)}>${t('redeliver.many')}</${Button}>`}`} />
    <${DeliveryTabs} current="deliveries" />
    <${FilterBar} names=${[...NAMES, 'range', 'from', 'to']}>
      <${GoTo} />
      <${ChoicePill} name="status" label=${t('filter.status')} options=${STATES.map(one => [one, t('status.' + one)])} />
      <${ChoicePill} name="eventType" label=${t('filter.event')} options=${choices.eventTypes} />
      ${me.role !== 'application' && html`<${ChoicePill} name="application" label=${t('filter.application')}
          options=${choices.applications} />`}
      <${RangePill} />
      <${MoreFilters}>
        <${ChoicePill} name="outcome" label=${t('filter.outcome')} options=${OUTCOMES.map(one => [one, t('outcome.' + one)])} />
        <${TextPill} name="endpoint" kind="endpoint" label=${t('filter.endpoint')} hint="ep_…" />
        ${me.role !== 'organization' && html`<${TextPill} name="organization" kind="organization"
          label=${t('filter.organization')} hint="12345"
            inputmode="numeric" />`}
        <${ChoicePill} name="resourceType" label=${t('filter.object-type')} options=${choices.resourceTypes} />
        <${TextPill} name="resourceId" label=${t('filter.object-id')} hint="ab9f4201" />
        <${TextPill} name="message" label=${t('delivery.message')} hint="wh_…" />
        <${ChoicePill} name="mode" label=${t('filter.mode')} options=${MODES.map(one => [one, t('mode.' + one)])} />
          </${MoreFilters}>
    </${FilterBar}>
    ${live.above > 0 && html`<div class="above"><${Button} kind="primary" class="small" onClick=${live.show}>${t('live.above',
        {n: live.above})}</${Button}></div>`}
    <${ListTable} list=${list} columns=${deliveryColumns()} label=${t('page.deliveries')}
      href=${one => `${ROOT}/deliveries/${one.id}`}
      rowClass=${one => live.fresh.has(one.id) && 'fresh'} empty=${html`<${NoDeliveries} filtered=${filtered} me=${me} />`} />
    ${again && html`<${RedeliverDialog} preset=${{...filters, from, to}} onClose=${() => redeliver(false)} me=${me} />`}`;
}

/** Deliveries, and the jobs that send them again. */
export const DeliveryTabs = ({current}) => html`<${Tabs} label=${t('page.deliveries')} current=${current} items=${[
  ['deliveries', t('page.deliveries'), ROOT + '/deliveries'], ['redeliveries', t('page.redeliveries'),
      ROOT + '/redeliveries']]} />`;

function NoDeliveries({filtered, me}) {
  if (filtered) {
    return html`<${Empty} icon="search" title=${t('deliveries.none-match')} action=${html`
      <${Button} onClick=${() => navigate(ROOT + '/deliveries')}>${t('filter.clear-all')}</${Button}>
      <${Button} href=${ROOT + '/explain'}
        icon="question">${t('page.explain')}</${Button}>`}>${t('deliveries.none-match.text')}</${Empty}>`;
  }
  return html`<${Empty} icon="deliveries" title=${t('deliveries.none')} action=${html`
    ${me.role !== 'application' && can('report') && html`<${Button} kind="primary"
        href=${ROOT + '/report'}>${t('page.report')}</${Button}>`}
    <${Button} href=${ROOT + '/endpoints'}>${t('page.endpoints')}</${Button}>`}>${t('deliveries.none.text')}</${Empty}>`;
}

/** An id leads to its page, or becomes a filter. */
function GoTo() {
  return html`<form onSubmit=${event => {
    event.preventDefault();
    const field = event.currentTarget.querySelector('input');
    const text = field.value.trim();
    if (text.startsWith('wh_')) {
      setQuery({message: text});
    } else if (pageOfId(text)) {
      navigate(pageOfId(text));
    } else {
      setQuery({resourceId: text || null});
    }
    field.value = '';
  }}><span class="search-field"><${Icon} name="search" size=${14} /><input type="search" data-search dir="auto"
      spellcheck=${false}
    aria-label=${t('deliveries.search')} placeholder=${t('deliveries.search')} /></span></form>`;
}

/**
 * Puts new and changed deliveries into the list. While somebody reads further down, new ones are only counted. Screen readers
 * get a summary every ten seconds.
 */
function useLive(list, filters, ended) {
  const [on, turn] = useState(false);
  const [state, setState] = useState('off');
  const [above, setAbove] = useState(/** @type {any[]} */ ([]));
  const [fresh, setFresh] = useState(new Set());
  const [summary, say] = useState('');
  const count = useRef(0);
  const setItems = list.setItems;
  useEffect(() => {
    setAbove([]);
    setFresh(new Set());
    if (!on || ended) {
      setState('off');
      return undefined;
    }
    const query = Object.fromEntries(STREAMED.map(name => [name, filters[name]]));
    const arrived = delivery => {
      if (filters.outcome && delivery.lastOutcome !== filters.outcome || filters.mode && delivery.mode !== filters.mode
        || filters.message && delivery.messageId !== filters.message) {
        return;
      }
      count.current++;
      setItems(items => {
        const at = items.findIndex(one => one.id === delivery.id);
        if (at >= 0) {
          return items.map(one => one.id === delivery.id ? delivery : one);
        }
        if (scrollY > 120) {
          setAbove(held => [delivery, ...held.filter(one => one.id !== delivery.id)].slice(0, MOST_ROWS));
          return items;
        }
        setFresh(known => new Set([delivery.id, ...[...known].slice(0, 50)]));
        return [delivery, ...items].sort((a, b) => a.id < b.id ? 1 : -1).slice(0, MOST_ROWS);
      });
    };
    const stop = listen('GET /stream', {query}, arrived, setState);
    const speaker = setInterval(() => {
      say(count.current ? t('live.summary', {n: count.current}) : '');
      count.current = 0;
    }, SUMMARY_MS);
    return () => { stop(); clearInterval(speaker); };
  }, [on, ended, JSON.stringify(filters)]);
  const show = () => {
    setItems(items => [...above, ...items.filter(one => !above.some(other => other.id === one.id))].slice(0, MOST_ROWS));
    setAbove([]);
    scrollTo({top: 0});
  };
  return {on, turn, state, above: above.length, fresh, summary, show, ended};
}

function LiveSwitch({live}) {
  const looks = {live: 'good', waiting: 'wait', off: 'idle'};
  return html`<button type="button" class=${`button live ${looks[live.state]}`} data-key="p" aria-pressed=${live.on}
      disabled=${live.ended}
      title=${live.ended ? t('live.ended') : undefined} onClick=${() => live.turn(!live.on)}>
    <span class="live-dot" aria-hidden="true"></span><span>${t(live.on ? 'live.' + live.state : 'live.off')}</span></button>
    <span class="hidden" role="status" aria-live="polite">${live.summary}</span>`;
}
