// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {dateTime, duration, t} from '../i18n.js';
import {useApi, useNow} from '../load.js';
import {addressOf} from '../names.js';
import {navigate, ROOT} from '../router.js';
import {can} from '../session.js';
import {useTitle} from '../shell.js';
import {Ago, Button, Copy, Named, Notice, PageHead, Pending, Status, Tabs} from '../ui/basics.js';
import {confirm, Menu, toast} from '../ui/dialog.js';
import {stateOf} from './endpoints.js';
import {EndpointCode} from './endpoint-code.js';
import {EndpointCompare} from './endpoint-compare.js';
import {EndpointDeliveries, EndpointOverview} from './endpoint-overview.js';
import {EndpointSecret} from './endpoint-secret.js';
import {EndpointSettings} from './endpoint-settings.js';
import {EndpointTry} from './endpoint-try.js';
import {History} from './history.js';

const HEALTH_MS = 5000;
/** How long before its end a client certificate is reported. */
const SOON = 30 * 86_400_000;
const PARTS = {
  overview: EndpointOverview, deliveries: EndpointDeliveries, try: EndpointTry, code: EndpointCode, secret: EndpointSecret,
      settings: EndpointSettings,
  history: ({endpoint}) => html`<${History} object=${endpoint.id} />`,
};

/** One endpoint with all its parts. */
export default function Endpoint({id, tab = 'overview', me}) {
  const endpoint = useApi('GET /endpoints/{id}', {id});
  const health = useApi('GET /endpoints/{id}/health', {id}, {every: HEALTH_MS});
  const [comparing, compare] = useState(false);
  const one = endpoint.value;
  useTitle(one ? one.description || addressOf(one) : t('page.endpoint'));
  if (!one) {
    return html`<${Pending} title=${t('page.endpoint')} load=${endpoint} back=${[ROOT + '/endpoints', t('page.endpoints')]} />`;
  }
  const refresh = () => { endpoint.reload(); health.reload(); };
  const Part = PARTS[tab] || PARTS.overview;
  const base = `${ROOT}/endpoints/${id}`;
  const listens = one.transport !== 'poll';
  return html`<${PageHead} back=${[ROOT + '/endpoints', t('page.endpoints')]} title=${html`<bdi
      class="url-title">${addressOf(one)}</bdi>`} status=${html`<${Status} of=${stateOf(one)} />`}
      subtitle=${html`<${Named} kind="application" id=${one.applicationId} />${one.description
          && html` · <bdi>${one.description}</bdi>`}`}
      actions=${html`<${Switch} endpoint=${one} onChange=${refresh} /><${Menu} label=${t('more')} icon="dots">
        <button type="button" onClick=${() => navigate(base + '/settings')}>${t('endpoint.settings')}</button>
        <button type="button" onClick=${() => navigate(`${ROOT}/deliveries?endpoint=${id}`)}>${t('page.deliveries')}</button>
        <button type="button" onClick=${() => compare(true)}>${t('compare.title')}</button>
        <hr /><button type="button" class="bad" disabled=${!can('manage')}
          onClick=${() => remove(one)}>${t('endpoint.delete')}</button></${Menu}>`} />
    <${Condition} endpoint=${one} health=${health.value} />
    <${Tabs} label=${t('page.endpoint')} current=${PARTS[tab] ? tab : 'overview'} items=${[
      ['overview', t('endpoint.overview'), base], ['deliveries', t('page.deliveries'), base + '/deliveries'],
      listens && ['try', t('endpoint.try'), base + '/try'], listens && ['code', t('endpoint.code'), base + '/code'],
      listens && can('secrets') && ['secret', t('endpoint.secret'), base + '/secret'],
      ['settings', t('endpoint.settings'), base + '/settings'], ['history', t('endpoint.history'), base + '/history']]} />
    <${Part} key=${tab} endpoint=${one} etag=${endpoint.etag} health=${health} me=${me} onChange=${refresh}
      replace=${endpoint.replace} />
    ${comparing && html`<${EndpointCompare} endpoint=${one} onClose=${() => compare(false)} />`}`;
}

async function remove(endpoint) {
  const done = await confirm({title: t('endpoint.delete.title'), text: t('endpoint.delete.text'), label: t('endpoint.delete'),
      danger: true,
    action: () => call('DELETE /endpoints/{id}', {id: endpoint.id})});
  if (done) {
    toast(t('endpoint.deleted'));
    navigate(ROOT + '/endpoints');
  }
}

/** Switches an endpoint on and off. */
function Switch({endpoint, onChange}) {
  if (!can('operate')) {
    return null;
  }
  const on = async () => {
    const done = await confirm({title: t('endpoint.enable.title'), text: t('endpoint.enable.text'), label: t('endpoint.enable'),
        action: () => call('POST /endpoints/{id}/enable', {id: endpoint.id})});
    done && (toast(t('endpoint.enabled')), onChange());
  };
  const off = async () => {
    const done = await confirm({title: t('endpoint.disable.title'), text: t('endpoint.disable.text'),
        label: t('endpoint.disable'), action: () => call('POST /endpoints/{id}/disable', {id: endpoint.id})});
    done && (toast(t('endpoint.switched-off')), onChange());
  };
  return endpoint.status === 'active' ? html`<${Button} icon="pause" onClick=${off}>${t('endpoint.disable')}</${Button}>`
    : html`<${Button} kind="primary" icon="play" onClick=${on}>${t('endpoint.enable')}</${Button}>`;
}

/** In one sentence what is wrong with an endpoint, and what will happen. */
function Condition({endpoint, health}) {
  useNow(10_000);
  const copy = html`<${Copy} text=${endpoint.id} label=${t('copy.id')} />`;
  if (endpoint.status === 'disabled') {
    return html`<${Notice} kind="bad" title=${t('condition.disabled')}
        action=${copy}>${endpoint.disabledReason} ${t('condition.disabled.text')}</${Notice}>`;
  }
  if (endpoint.status === 'inactive') {
    return html`<${Notice} title=${t('condition.inactive')}>${t('condition.inactive.text')}</${Notice}>`;
  }
  if (endpoint.paused) {
    return html`<${Notice} kind="warn" title=${t('condition.held')}>${t('condition.held.text', {n: health?.due ?? 0})}</${Notice}>`;
  }
  if (endpoint.failingSince) {
    const since = duration(Math.max(1000, Date.now() - Date.parse(endpoint.failingSince)));
    return html`<${Notice} kind="bad" title=${t('condition.failing', {since})}>${t('condition.failing.since',
        {at: dateTime(endpoint.failingSince)})}
      ${endpoint.warnedAt && ' ' + t('condition.warned', {at: dateTime(endpoint.warnedAt)})}
      ${health?.disableAt && html` ${t('condition.disable')} <${Ago} at=${health.disableAt} /> (${dateTime(health.disableAt)}).`}
      ${health?.flagAt && html` ${t('condition.flag')} <${Ago} at=${health.flagAt} />.`}</${Notice}>`;
  }
  const end = Date.parse(endpoint.clientCertificateEndsAt);
  if (end - Date.now() < SOON) {
    return html`<${Notice} kind=${end < Date.now() ? 'bad' : 'warn'} title=${t('condition.certificate',
        {at: dateTime(endpoint.clientCertificateEndsAt)})}>${t('condition.certificate.text')}</${Notice}>`;
  }
  if (endpoint.pausedUntil && Date.parse(endpoint.pausedUntil) > Date.now()) {
    return html`<${Notice} kind="warn" title=${t('condition.paused')}>${t('condition.paused.text')} <${Ago}
        at=${endpoint.pausedUntil} />.</${Notice}>`;
  }
  if (endpoint.rateLimit && health?.due && health.nextSlotAt) {
    return html`<${Notice} title=${t('condition.limited', {n: health.due})}>${t('condition.limited.text',
        {limit: endpoint.rateLimit.limit, per: t('per.' + endpoint.rateLimit.per)})} <${Ago} at=${health.nextSlotAt} />.</${Notice}>`;
  }
  return null;
}
