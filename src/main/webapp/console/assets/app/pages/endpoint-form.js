// @ts-check
import {useEffect, useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {day, duration, t, word} from '../i18n.js';
import {navigate, ROOT} from '../router.js';
import {useTitle} from '../shell.js';
import {Button, Card, Empty, Notice, PageHead, ProblemNotice, Skeleton} from '../ui/basics.js';
import {AreaField, Check, Choices, Field, jsonAt, SelectField, TextField, useForm, wrongAt} from '../ui/forms.js';
import {BodyPreview} from './body-preview.js';
import {useCatalog} from './choices.js';
import {EventPicker} from './event-picker.js';
import {HeadersEditor, headersFrom, pairsFrom} from './headers-editor.js';

const FIELDS = ['/applicationId', '/transport', '/url', '/description', '/format', '/template/contentType', '/template/text', '/delivery', '/retry', '/eventTypes', '/filter',
    '/rateLimit/limit', '/rateLimit/per', '/paused', '/ordering', '/headers', '/signatures', '/signatureSwitch', '/status', '/secret'];

/** What the two documents ask for. */
const PRESETS = {
  trackscore: {format: 'full', delivery: 'instant', retry: 'standard'},
  sportsengine: {format: 'thin', delivery: 'coalesced', retry: 'none'},
};

const STANDARD = {transport: 'webhook', url: '', description: '', ...PRESETS.trackscore, contentType: 'application/json', text: '', eventTypes: ['*'], filter: '', limit: '', per: 'second',
    paused: false, ordering: 'none', headers: [], signatures: ['v1'], signatureSwitch: 'at-once', status: 'inactive',
    secret: ''};

/** The form of a new endpoint. */
export default function NewEndpoint({me, query}) {
  useTitle(t('page.new-endpoint'));
  const {applications, loaded} = useCatalog(me);
  const own = me.application?.id || (me.role === 'application' ? me.scope.split(':')[1] : '');
  const form = useForm({...STANDARD, url: query.get('url') || '', applicationId: own || query.get('application') || ''},
      {guarded: true});
  useEffect(() => {
    if (!form.values.applicationId && applications.length === 1) {
      form.set('applicationId', applications[0].id);
    }
  }, [applications]);
  const submit = form.submit(async values => {
    const {applicationId, ...rest} = values;
    if (!applicationId) {
      throw wrongAt('/applicationId', t('endpoint-form.choose-application'));
    }
    const created = await call('POST /applications/{applicationId}/endpoints', {applicationId, body: bodyOf(rest)});
    setTimeout(() => navigate(`${ROOT}/endpoints/${created.id}/${created.status === 'active' || created.transport === 'poll' ? '' : 'try'}`.replace(/\/$/, '')));
  });
  if (loaded && applications.length === 0 && !own) {
    return html`<${PageHead} title=${t('page.new-endpoint')} /><${Empty} icon="application"
        title=${t('endpoint-form.no-application')}
      action=${html`<${Button} kind="primary"
          href=${ROOT + '/applications?new=1'}>${t('applications.new')}</${Button}>`}>
        ${t('endpoint-form.no-application.text')}</${Empty}>`;
  }
  return html`<${PageHead} back=${[ROOT + '/endpoints', t('page.endpoints')]} title=${t('page.new-endpoint')}
      subtitle=${t('endpoint-form.subtitle')} />
    ${!loaded ? html`<${Skeleton} lines=${8} />` : html`<${EndpointFields} form=${form} me=${me} onSubmit=${submit}
        submitLabel=${t('endpoint-form.create')}
      before=${!own && html`<${SelectField} form=${form} name="applicationId" label=${t('delivery.application')} required
        options=${[['', t('choose')], ...applications.map(one => [one.id, one.name])]} />`} isNew />`}`;
}

/** What the API takes for what the form holds; of one that is polled nothing that is for webhooks. */
export function bodyOf(values) {
  const {transport, description, format, contentType, text, delivery, eventTypes, filter, status,
    secret, headers, limit, per, paused, ...webhook} = values;
  const shared = {description: description || undefined, format, delivery, eventTypes, filter: jsonAt('/filter', filter),
    template: format === 'template' ? {contentType, text} : undefined, ...(status ? {status} : {})};
  return transport === 'poll' ? {...shared, transport, headers: {}} : {...shared, ...webhook, headers: headersFrom(headers),
    rateLimit: String(limit).trim() ? {limit: Number(limit), per} : undefined, paused: paused || undefined,
    ...(secret ? {secret} : {})};
}

/** The form's values of an endpoint that there is. */
export const valuesOf = endpoint => ({transport: endpoint.transport ?? 'webhook', url: endpoint.url ?? '', description: endpoint.description || '', format: endpoint.format,
    contentType: endpoint.template?.contentType || 'application/json', text: endpoint.template?.text || '',
    delivery: endpoint.delivery, retry: endpoint.retry,
  eventTypes: endpoint.eventTypes, filter: endpoint.filter ? JSON.stringify(endpoint.filter, null, 2) : '',
  limit: endpoint.rateLimit?.limit ?? '', per: endpoint.rateLimit?.per ?? 'second', paused: Boolean(endpoint.paused),
  ordering: endpoint.ordering ?? 'none',
  headers: pairsFrom(endpoint.headers), signatures: endpoint.signatures ?? ['v1'], signatureSwitch: endpoint.signatureSwitch ?? 'at-once'});

/** The fields of an endpoint, new or not, with what its receiver will get beside them. */
export function EndpointFields({form, me, onSubmit, submitLabel, before, endpoint, isNew = false, danger}) {
  const {eventTypes, resourceTypes} = useCatalog(me);
  const preset = Object.keys(PRESETS).find(name => Object.entries(PRESETS[name]).every(([key,
      value]) => form.values[key] === value)) || '';
  const listens = form.values.transport !== 'poll';
  const usePreset = name => Object.entries(PRESETS[name]).forEach(([key, value]) => form.set(key, value));
  return html`<div class="columns wide-side form-page"><form class="stack" ref=${form.ref} onSubmit=${onSubmit} novalidate>
      <${ProblemNotice} problem=${form.problem} fields=${FIELDS} />
      <${Card} title=${t('endpoint-form.where')}>${before}
        ${isNew && html`<${Choices} form=${form} name="transport" label=${t('endpoint-form.transport')}
          options=${['webhook', 'poll'].map(one => [one, t('transport.' + one), t('transport.' + one + '.text')])} />`}
        ${listens && html`<${UrlField} form=${form} endpoint=${endpoint} />`}
        <${TextField} form=${form} name="description" label=${t('endpoint.description')} maxlength="500" optional /></${Card}>
      <${Card} title=${t('endpoint-form.what')}
        actions=${html`<span class="note">${t('endpoint-form.like')}</span>${Object.keys(PRESETS).map(name => html`
          <${Button} key=${name} class="small" aria-pressed=${preset === name} kind=${preset === name ? 'primary' : 'plain'}
            onClick=${() => usePreset(name)}>${t('preset.' + name)}</${Button}>`)}`}>
        <${Choices} form=${form} name="format" label=${t('endpoint-form.format')} options=${['full', 'thin',
          'cloudevents', 'cloudevents-binary', 'template'].map(one => [one, t('format.' + one), t('format.' + one + '.text')])} />
        ${form.values.format === 'template' && html`
          <${TextField} form=${form} name="contentType" pointer="/template/contentType" required maxlength="100"
            label=${t('endpoint-form.content-type')} />
          <${AreaField} form=${form} name="text" pointer="/template/text" required rows=${6}
            label=${t('endpoint-form.template')} hint=${t('endpoint-form.template.hint')}
            placeholder=${'{"text": "{{type}}: {{data.name}}"}'} />`}
        <${Choices} form=${form} name="delivery" label=${t('endpoint-form.delivery')} options=${['instant',
          'coalesced'].map(one => [one, t('mode.' + one), t('mode.' + one + '.text')])} />
        ${listens && html`<${Choices} form=${form} name="retry" label=${t('endpoint-form.retry')} options=${['standard', 'none'].map(one => [one,
          t('retry-mode.' + one), t('retry-mode.' + one + '.text')])} />
        <p class="note">${t(form.values.format === 'thin' ? 'endpoint-form.success.thin' : 'endpoint-form.success.full')}</p>`}
          </${Card}>
      <${Card} title=${t('endpoint-form.events')}><${EventPicker} types=${eventTypes} resourceTypes=${resourceTypes}
        value=${form.values.eventTypes} onChange=${value => form.set('eventTypes', value)} />
        ${form.errorAt('/eventTypes') && html`<p class="field-error">${form.errorAt('/eventTypes')}</p>`}
        <${AreaField} form=${form} name="filter" label=${t('endpoint-form.filter')} hint=${t('endpoint-form.filter.hint')}
          rows=${4} optional placeholder=${'{"data": {"score": {"$gte": 900}}}'} /></${Card}>
      ${listens && html`<${Card} title=${t('endpoint-form.pace')}>
        <${TextField} form=${form} name="limit" pointer="/rateLimit/limit" type="number" min="1" max="1000" optional
          label=${t('endpoint-form.limit')} hint=${t('endpoint-form.limit.hint')} />
        <${SelectField} form=${form} name="per" pointer="/rateLimit/per" label=${t('endpoint-form.per')}
          options=${['second', 'minute'].map(one => [one, t('per.' + one)])} />
        <${Choices} form=${form} name="paused" label=${t('endpoint-form.paused')} options=${[false, true].map(one => [one,
          t('paused.' + one), t('paused.' + one + '.text')])} />
        <${Choices} form=${form} name="ordering" label=${t('endpoint-form.ordering')} options=${['none', 'object'].map(one => [one,
          t('ordering.' + one), t('ordering.' + one + '.text')])} /></${Card}>`}
      ${(listens || isNew) && html`<${Card} title=${t('endpoint-form.more')}>${listens && html`<${HeadersEditor} form=${form} />
        <${SchemesField} form=${form} />
        <${Choices} form=${form} name="signatureSwitch" label=${t('endpoint-form.switch')} options=${['at-once',
          'after-overlap'].map(one => [one, t('switch.' + one), t('switch.' + one + '.text')])} />
        ${isNew && html`<${TextField} form=${form} name="secret" label=${t('endpoint-form.secret')}
            hint=${t('endpoint-form.secret.hint')} optional />`}`}
        ${isNew && html`<${Choices} form=${form} name="status" label=${t('endpoint-form.begin')} options=${['inactive',
            'active'].map(one => [one, t('begin.' + one), t('begin.' + one + '.text')])} />`}</${Card}>`}
      <div class="form-foot">${danger}<span class="grow"></span>${isNew && html`<${Button}
        href=${ROOT + '/endpoints'}>${t('cancel')}</${Button}>`}
        <${Button} kind="primary" type="submit" busy=${form.busy} disabled=${!isNew && !form.dirty}>${submitLabel}</${Button}>
          </div></form>
    <aside class="sticky"><${BodyPreview} values=${form.values} types=${eventTypes} /></aside></div>`;
}

const SCHEMES = ['v1', 'v1a', 'http-message'];

/** How webhooks are signed: one way or several. */
function SchemesField({form}) {
  const chosen = form.values.signatures;
  const choose = (scheme, on) => form.set('signatures', SCHEMES.filter(one => one === scheme ? on : chosen.includes(one)));
  const error = form.errorAt('/signatures');
  return html`<fieldset class="choices"><legend>${t('endpoint-form.signatures')}</legend>
    ${SCHEMES.map(scheme => html`<${Check} key=${scheme} checked=${chosen.includes(scheme)}
      onChange=${on => choose(scheme, on)}>${t('scheme.' + scheme)}</${Check}>`)}
    ${error && html`<p class="field-error">${error}</p>`}</fieldset>`;
}

/** The URL with a button that finds out whether webhooks can go there, with the certificates of the endpoint if it exists. */
function UrlField({form, endpoint}) {
  const [state, set] = useState(/** @type {any} */ ({}));
  const url = form.values.url.trim();
  const check = async () => {
    set({busy: true, url});
    try {
      set({url, found: await call('POST /url-checks', {body: {url, endpoint}})});
    } catch (problem) {
      set({url, problem});
    }
  };
  const now = state.url === url ? state : {};
  return html`<div class="stack tight"><div class="row with-button"><${Field} label=${t('endpoint.url')}
      error=${form.errorAt('/url')} required>${attributes => html`<input ...${attributes} type="url" inputmode="url"
        placeholder="https://" value=${form.values.url} autocomplete="off" spellcheck=${false} onInput=${event => form.set('url',
            event.currentTarget.value)} />`}</${Field}>
      <${Button} busy=${now.busy} disabled=${!url} onClick=${check}>${t('url-check')}</${Button}></div>
    <${ProblemNotice} problem=${now.problem} />${now.found && html`<${UrlFinding} found=${now.found} />`}</div>`;
}

function UrlFinding({found}) {
  if (!found.allowed) {
    return html`<${Notice} kind="bad" title=${t('url-check.refused')} live>${found.objection}</${Notice}>`;
  }
  if (found.outcome !== 'connected') {
    return html`<${Notice} kind="warn" title=${t('url-check.unreachable')} live>${word('outcome.long',
        found.outcome)} ${found.detail}</${Notice}>`;
  }
  const parts = [found.addresses?.join(', '), found.tlsVersion, found.certificateEndsAt && t('url-check.certificate',
      {day: day(found.certificateEndsAt)}), duration(found.durationMs)];
  return html`<${Notice} kind="good" title=${t('url-check.ok')} live>${parts.filter(Boolean).join(' · ')}</${Notice}>`;
}
