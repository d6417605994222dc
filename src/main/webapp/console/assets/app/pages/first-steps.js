// @ts-check
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useApi, useList} from '../load.js';
import {ROOT} from '../router.js';
import {preferences} from '../store.js';
import {Button, Card} from '../ui/basics.js';
import {useState} from 'preact/hooks';
import {Icon} from '../ui/icons.js';

/** What a developer does first, in the words of the TrackScore document, with what is done already. */
export function FirstSteps({me}) {
  const id = me.application?.id || me.scope.split(':')[1];
  const [away, hide] = useState(preferences.get('first-steps.' + id) === 'done');
  const endpoints = useList('GET /endpoints', {query: {application: id}}, 10);
  const succeeded = useApi('GET /deliveries', {query: {status: 'succeeded', limit: 1}});
  const enablements = useApi('GET /enablements', {query: {application: id, limit: 1}});
  if (away || !endpoints.items || !enablements.value || !succeeded.value) {
    return null;
  }
  const first = endpoints.items.find(one => one.status !== 'active') || endpoints.items[0];
  const base = first ? `${ROOT}/endpoints/${first.id}` : '';
  const proven = endpoints.items.some(one => one.status === 'active');
  const steps = [
    {name: 'url', done: Boolean(first), href: ROOT + '/endpoints/new'},
    {name: 'code', done: false, soft: true, href: first && base + '/code'},
    {name: 'sample', done: false, soft: true, href: first && base + '/try'},
    {name: 'enable', done: proven, href: base},
    {name: 'organizations', done: enablements.value.items.length > 0, href: ROOT + '/organizations'},
    {name: 'arrived', done: succeeded.value.items.length > 0, href: ROOT + '/deliveries'},
  ];
  const next = steps.find(step => !step.done && !(step.soft && proven));
  if (!next) {
    return null;
  }
  const dismiss = () => {
    preferences.set('first-steps.' + id, 'done');
    hide(true);
  };
  return html`<${Card} title=${t('steps.title')} class="first-steps" actions=${html`<${Button} kind="ghost" class="small"
      onClick=${dismiss}>${t('steps.hide')}</${Button}>`}>
    <ol class="steps">${steps.map((step, i) => html`<li key=${step.name} class=${step.done || step.soft && proven ? 'done'
      : step === next ? 'next' : 'later'}>
      <span class="step-mark">${step.done || step.soft && proven ? html`<${Icon} name="check" size=${13} />
        <span class="hidden">${t('steps.done')}</span>` : i + 1}</span>
      <div><strong>${t('steps.' + step.name)}</strong><p class="note">${t('steps.' + step.name + '.text')}</p></div>
      ${step.href && !step.done && html`<${Button} class="small" kind=${step === next ? 'primary' : 'plain'}
          href=${step.href}>${t('steps.' + step.name + '.go')}</${Button}>`}</li>`)}</ol></${Card}>`;
}
