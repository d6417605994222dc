// @ts-check
import {useEffect, useState} from 'preact/hooks';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useApi, useList} from '../load.js';
import {ROOT} from '../router.js';
import {preferences} from '../store.js';
import {Button, Card, Skeleton} from '../ui/basics.js';
import {Icon} from '../ui/icons.js';

/** Where the demonstration's receiver takes webhooks, as its link to the console says it. */
const RECEIVER = /^http:\/\/127\.0\.0\.1:[0-9]+\/[a-z]+$/;

/** What somebody who comes for the first time may do first: as a developer, in the demonstration, or with nothing set up. */
export function FirstSteps({me, query}) {
  const given = query.get('receiver') || '';
  if (RECEIVER.test(given)) {
    preferences.set('receiver', given);
  }
  const receiver = me.role === 'operator' && preferences.get('receiver');
  const id = receiver || (me.role === 'application' ? me.application?.id || me.scope.split(':')[1] : me.role);
  const [done, end] = useState(preferences.get('first-steps.' + id) === 'done');
  const onDone = () => {
    preferences.set('first-steps.' + id, 'done');
    end(true);
  };
  if (done || me.role === 'organization') {
    return null;
  }
  return receiver ? html`<${DemonstrationSteps} receiver=${receiver} onDone=${onDone} />`
    : me.role === 'operator' ? html`<${OperatorSteps} onDone=${onDone} />`
    : html`<${DeveloperSteps} id=${id} onDone=${onDone} />`;
}

/** The way to an application's first webhook, in the words of the TrackScore document, with what is done already. */
function DeveloperSteps({id, onDone}) {
  const endpoints = useList('GET /endpoints', {query: {application: id}}, 10);
  const succeeded = useApi('GET /deliveries', {query: {status: 'succeeded', limit: 1}});
  const enablements = useApi('GET /enablements', {query: {application: id, limit: 1}});
  const items = endpoints.items || [];
  const first = items.find(one => one.status !== 'active') || items[0];
  const base = first ? `${ROOT}/endpoints/${first.id}` : '';
  const proven = items.some(one => one.status === 'active');
  return html`<${Steps} loaded=${endpoints.items && enablements.value && succeeded.value} onDone=${onDone}
      title=${t('steps.title')} steps=${[
    {name: 'url', done: Boolean(first), href: ROOT + '/endpoints/new'},
    {name: 'code', done: proven, href: first && base + '/code'},
    {name: 'sample', done: proven, href: first && base + '/try'},
    {name: 'enable', done: proven, href: base},
    {name: 'organizations', done: enablements.value?.items.length > 0, href: ROOT + '/organizations'},
    {name: 'arrived', done: succeeded.value?.items.length > 0, href: ROOT + '/deliveries'},
  ]} />`;
}

/** What an operator sets up before anything can be sent. */
function OperatorSteps({onDone}) {
  const endpoints = useApi('GET /endpoints', {query: {limit: 1}});
  const organizations = useApi('GET /organizations', {query: {limit: 1}});
  const applications = useApi('GET /applications', {query: {limit: 1}});
  const enablements = useApi('GET /enablements', {query: {limit: 1}});
  const messages = useApi('GET /messages', {query: {limit: 1}});
  const parts = [organizations, applications, endpoints, enablements, messages];
  const [organization, application, endpoint, enablement, message] = parts.map(part => part.value?.items.length > 0);
  return html`<${Steps} loaded=${parts.every(part => part.value)} onDone=${onDone} title=${t('steps.title')} steps=${[
    {name: 'organization', done: organization, href: ROOT + '/organizations?new=1'},
    {name: 'application', done: application, href: ROOT + '/applications?new=1'},
    {name: 'endpoint', done: endpoint, href: application && ROOT + '/endpoints/new'},
    {name: 'consent', done: enablement, href: organization && application && ROOT + '/enablement'},
    {name: 'report', done: message, href: organization && ROOT + '/report'},
  ]} />`;
}

/** What there is to see in the demonstration, whose receiver verifies the webhooks of any endpoint that leads to it. */
function DemonstrationSteps({receiver, onDone}) {
  const own = useApi('GET /endpoints', {query: {q: receiver, limit: 1}});
  const failing = useApi('GET /endpoints', {query: {standing: 'failing', status: 'active', limit: 1}});
  const mine = own.value?.items[0];
  const broken = failing.value?.items[0];
  return html`<${Steps} loaded=${own.value && failing.value} onDone=${onDone} title=${t('demo.title')} text=${t('demo.text')}
      steps=${[
    {name: 'own', done: Boolean(mine), href: `${ROOT}/endpoints/new?url=${encodeURIComponent(receiver)}`},
    {name: 'own-sample', done: Boolean(mine && mine.status === 'active'), href: mine && `${ROOT}/endpoints/${mine.id}/try`},
    {name: 'failed', done: false, href: broken && `${ROOT}/deliveries?status=failed&endpoint=${broken.id}`},
  ]} />`;
}

/** Steps in their order, of which the first that is not done stands out. They go when all are done or dismissed. */
function Steps({title, text, steps, loaded, onDone}) {
  const next = steps.find(step => !step.done);
  const over = loaded && !next;
  useEffect(() => { over && onDone(); }, [over]);
  if (!loaded) {
    return html`<${Card} title=${title} class="first-steps"><${Skeleton} lines=${steps.length * 2} /></${Card}>`;
  }
  return html`<${Card} title=${title} class="first-steps" actions=${html`<${Button} kind="ghost" class="small"
      onClick=${onDone}>${t('steps.hide')}</${Button}>`}>${text && html`<p>${text}</p>`}
    <ol class="steps">${steps.map((step, i) => html`<li key=${step.name} class=${step.done ? 'done' : step === next ? 'next'
      : 'later'}>
      <span class="step-mark">${step.done ? html`<${Icon} name="check" size=${13} />
        <span class="hidden">${t('steps.done')}</span>`
        : i + 1}</span>
      <div><strong>${t('steps.' + step.name)}</strong><p class="note">${t('steps.' + step.name + '.text')}</p></div>
      ${step.href && !step.done && html`<${Button} class="small" kind=${step === next ? 'primary' : 'plain'}
          href=${step.href}>${t('steps.' + step.name + '.go')}</${Button}>`}</li>`)}</ol></${Card}>`;
}
