// @ts-check
import {useEffect} from 'preact/hooks';
import {call, asCurl} from '../api.js';
import {explainPage} from '../goto.js';
import {html} from '../html.js';
import {number, t, word} from '../i18n.js';
import {useApi, useRepeated} from '../load.js';
import {ROOT} from '../router.js';
import {can, isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Ago, Button, Card, copyText, Facts, Id, Named, Notice, PageHead, Pending, Status, Time} from '../ui/basics.js';
import {Json} from '../ui/code.js';
import {confirm, Menu, toast} from '../ui/dialog.js';
import {AttemptList} from './attempts.js';
import {OldAndNew, WhyOperation} from './message-parts.js';

const PENDING_MS = 2500;

/** One delivery: what it says, why it says so, and what the receiver answered. */
export default function Delivery({id}) {
  const delivery = useApi('GET /deliveries/{id}', {id});
  const one = delivery.value;
  const pending = one?.status === 'pending' ? PENDING_MS : 0;
  const attempts = useApi('GET /deliveries/{id}/attempts', {id}, {every: pending});
  useRepeated(delivery.reload, pending);
  // what was asked at the same time may be older than the state that it belongs to
  const state = one && `${one.status} ${one.attempts}`;
  useEffect(() => { state && attempts.reload(); }, [state]);
  const message = useApi(one ? 'GET /messages/{id}' : null, {id: one?.messageId});
  const changes = useApi(one && isRole('operator', 'organization') ? 'GET /messages/{id}/changes' : null, {id: one?.messageId});
  useTitle(one ? `${one.eventType} ${one.resourceId}` : t('page.delivery'));
  const refresh = () => { delivery.reload(); attempts.reload(); };
  if (!one) {
    return html`<${Pending} title=${t('page.delivery')} load=${delivery} back=${[ROOT + '/deliveries', t('page.deliveries')]} />`;
  }
  return html`<${PageHead} back=${[ROOT + '/deliveries', t('page.deliveries')]} title=${one.eventType} status=${html`<${Status}
      of=${one.status} />`}
      subtitle=${html`${one.resourceType} <code dir="auto">${one.resourceId}</code>`} actions=${html`<${Actions} one=${one}
          onSent=${refresh} />`} />
    <${Sentence} one=${one} />
    <div class="columns"><div class="stack">
      <${AttemptList} delivery=${one} attempts=${attempts} />
      <${WhyOperation} message=${message.value || one} changes=${changes} />
      ${message.value?.data && html`<${OldAndNew} data=${message.value.data} />
        <${Card} title=${t('message.data')}><${Json} value=${message.value.data} /></${Card}>`}</div>
    <div class="stack"><${Card} title=${t('facts')}><${Facts} items=${[
      [t('delivery.id'), html`<${Id} id=${one.id} />`],
      [t('delivery.message'), html`<${Id} id=${one.messageId} href=${`${ROOT}/messages/${one.messageId}`} />`],
      [t('delivery.organization'), html`<${Named} kind="organization" id=${one.organizationId} />`],
      [t('delivery.application'), html`<${Named} kind="application" id=${one.applicationId} />`],
      [t('delivery.endpoint'), html`<a href=${`${ROOT}/endpoints/${one.endpointId}`}>${one.url
          || html`<code>${one.endpointId}</code>`}</a>`],
      [t('delivery.mode'), t('mode.' + one.mode)],
      [t('delivery.operation'), t('operation.' + one.resourceOperation)],
      [t('delivery.changes'), number(one.changes)],
      [t('delivery.first-change'), html`<${Time} at=${one.firstChangeAt} millis />`],
      one.changes > 1 && [t('delivery.last-change'), html`<${Time} at=${one.lastChangeAt} millis />`],
      [t('delivery.created'), html`<${Time} at=${one.createdAt} millis />`],
      one.completedAt && [t('delivery.completed'), html`<${Time} at=${one.completedAt} millis />`],
    ]} /></${Card}></div></div>`;
}

function Sentence({one}) {
  switch (one.status) {
    case 'pending': return one.waitsFor ? html`<${Notice} kind="warn">${t('delivery.is.waiting')} <${Id} id=${one.waitsFor}
        href=${`${ROOT}/deliveries/${one.waitsFor}`} /></${Notice}>`
      : html`<${Notice} kind="warn">${one.attempts ? t('delivery.is.retrying', {n: one.attempts})
        : t('delivery.is.due')} ${one.dueAt && html`
      ${t('delivery.next')} <${Ago} at=${one.dueAt} />.`}</${Notice}>`;
    case 'available': return html`<${Notice} kind="warn">${t('delivery.is.available')}</${Notice}>`;
    case 'failed': return html`<${Notice} kind="bad" title=${t('delivery.is.failed', {n: one.attempts})}>${word('outcome.long',
        one.lastOutcome || 'none')}</${Notice}>`;
    case 'skipped': return html`<${Notice} kind="info">${t('delivery.is.skipped')}</${Notice}>`;
    case 'cancelled': return html`<${Notice} kind="info">${word('reason.long', one.reason || 'none')}</${Notice}>`;
    default: return null;
  }
}

function Actions({one, onSent}) {
  const redeliver = async () => {
    const done = await confirm({title: t('redeliver.one.title'), text: t('redeliver.one.text'), label: t('redeliver.one'),
      action: () => call('POST /deliveries/{id}/redeliver', {id: one.id})});
    if (done) {
      toast(t('redeliver.one.done'));
      onSent();
    }
  };
  const support = async () => {
    const attempts = await call('GET /deliveries/{id}/attempts', {id: one.id});
    await copyText(JSON.stringify({delivery: one, attempts: attempts.items}, null, 2));
    toast(t('copied'));
  };
  return html`<${Button} icon="question" data-key="e" href=${explainPage({...one, endpoint: one.endpointId,
      around: one.firstChangeAt})}>${t('explain.link')}</${Button}>
    ${can('operate') && html`<${Button} icon="refresh" data-key="r" disabled=${['pending', 'available'].includes(one.status)}
        onClick=${redeliver}>${t('redeliver.one')}</${Button}>`}
    <${Menu} label=${t('more')} icon="dots"><button type="button" data-key="y"
      onClick=${() => copyText(location.href).then(() => toast(t('copied')))}>${t('copy.link')}</button>
      <button type="button" onClick=${support}>${t('copy.support')}</button>
      <button type="button" onClick=${() => copyText(asCurl('GET /deliveries/{id}',
        {id: one.id})).then(() => toast(t('copied')))}>${t('copy.curl')}</button></${Menu}>`;
}
