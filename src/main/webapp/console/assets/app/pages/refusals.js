// @ts-check
import {html} from '../html.js';
import {number, t, word} from '../i18n.js';
import {useList} from '../load.js';
import {navigate, ROOT} from '../router.js';
import {isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Empty, PageHead, Time} from '../ui/basics.js';
import {ChoicePill, ExportMenu, FilterBar, RangePill, TextPill, useFilters, useRange} from '../ui/filters.js';
import {ListTable} from '../ui/table.js';
import {REASONS, RejectedTabs} from './rejected.js';

const NAMES = ['reason', 'key', 'organization'];
const OWN_REASONS = ['repeated', 'too-many', 'unavailable', 'refused'];

/** What producers reported over HTTP without an effect, minute by minute. */
export default function Refusals() {
  useTitle(t('page.refusals'));
  const filters = useFilters(NAMES);
  const {from, to, range} = useRange();
  const options = {query: {...filters, from, to}};
  const list = useList('GET /intake-refusals', options);
  const filtered = NAMES.some(name => filters[name]) || range || from;
  return html`<${PageHead} title=${t('page.rejected')} subtitle=${t('refusals.subtitle')} actions=${html`<${ExportMenu}
      operation="GET /intake-refusals" options=${options} name="intake-refusals" />`} />
    <${RejectedTabs} current="refusals" />
    <${FilterBar} names=${[...NAMES, 'range', 'from', 'to']}><${ChoicePill} name="reason" label=${t('rejected.reason')}
      options=${[...OWN_REASONS, ...REASONS].map(one => [one, word('rejected', one)])} />
      <${TextPill} name="key" label=${t('refusals.key')} hint="key_…" />${isRole('operator') && html`<${TextPill}
        name="organization" kind="organization" label=${t('filter.organization')} hint="12345" inputmode="numeric" />`}
      <${RangePill} /></${FilterBar}>
    <${ListTable} list=${list} label=${t('page.refusals')} columns=${COLUMNS()}
      empty=${html`<${Empty} icon=${filtered ? 'search' : 'check'} title=${t(filtered ? 'refusals.none-match' : 'refusals.none')}
          action=${filtered && html`<${Button}
          onClick=${() => navigate(ROOT + '/refusals')}>${t('filter.clear-all')}</${Button}>`}>
          ${t('refusals.none.text')}</${Empty}>`} />`;
}

const COLUMNS = () => [
  {key: 'at', title: t('refusals.at'), width: 3, cell: one => html`<${Time} at=${one.at} short />`},
  {key: 'reason', title: t('rejected.reason'), width: 'auto', cell: one => html`<span class="two-lines">
      <span>${word('rejected', one.reason || 'refused')}</span><code>${one.status}</code></span>`},
  {key: 'detail', title: t('rejected.detail'), width: 'auto', from: 's', cell: one => html`<span class="two-lines">
      <span title=${one.detail}>${one.detail || '–'}</span><code>${one.pointer}</code></span>`},
  {key: 'object', title: t('delivery.object'), width: 'auto', from: 'm', cell: one => html`<span class="two-lines">
      <span>${one.resourceType || '–'}</span><code dir="auto" title=${one.resourceId}>${one.resourceId}</code></span>`},
  {key: 'key', title: t('refusals.key'), width: 4, from: 'xl', cell: one => html`<code>${one.keyId || '–'}</code>`},
  {key: 'requests', title: t('refusals.requests'), width: 1, number: true, cell: one => number(one.requests)},
];
