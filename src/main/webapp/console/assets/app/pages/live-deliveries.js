// @ts-check
import {useEffect, useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {ROOT} from '../router.js';
import {listen} from '../stream.js';
import {Button, Card, Empty, ProblemNotice, Skeleton} from '../ui/basics.js';
import {Table} from '../ui/table.js';
import {deliveryColumns} from './delivery-columns.js';

const ROWS = 8;

/** The newest deliveries as they happen, without a request for each. */
export function LiveDeliveries() {
  const [items, set] = useState(/** @type {any[]|undefined} */ (undefined));
  const [problem, fail] = useState(/** @type {any} */ (null));
  const [state, setState] = useState('waiting');
  const [hidden, hide] = useState(document.hidden);
  useEffect(() => {
    const changed = () => hide(document.hidden);
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  useEffect(() => {
    if (hidden) {
      return undefined;
    }
    let gone = false;
    call('GET /deliveries', {query: {limit: ROWS}}).then(page => gone || set(page.items), found => gone || fail(found));
    const stop = listen('GET /stream', {}, delivery => set(old => [delivery, ...(old || []).filter(one => one.id !== delivery.id)]
      .sort((a, b) => a.id < b.id ? 1 : -1).slice(0, ROWS)), setState);
    return () => { gone = true; stop(); };
  }, [hidden]);
  const columns = deliveryColumns().filter(column => ['at', 'status', 'event', 'outcome'].includes(column.key));
  return html`<${Card} title=${t('live.title')} flush note=${html`<span class=${`live-note ${state === 'live' ? 'good'
      : 'idle'}`}><span class="live-dot" aria-hidden="true"></span>${t('live.' + state)}</span>`}
      actions=${html`<${Button} class="small" href=${ROOT + '/deliveries'}>${t('show-all')}</${Button}>`}>
    <${ProblemNotice} problem=${items ? null : problem} />
    ${!items ? html`<${Skeleton} lines=${5} />` : items.length === 0 ? html`<${Empty} icon="deliveries"
        title=${t('deliveries.none')}>${t('live.none')}</${Empty}>`
      : html`<${Table} columns=${columns} rows=${items} label=${t('live.title')}
          href=${one => `${ROOT}/deliveries/${one.id}`} />`}</${Card}>`;
}
