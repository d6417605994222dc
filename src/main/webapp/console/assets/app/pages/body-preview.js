// @ts-check
import {useState} from 'preact/hooks';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {Card} from '../ui/basics.js';
import {Code, coloured} from '../ui/code.js';
import {Select} from '../ui/forms.js';
import {selects} from './event-picker.js';

const ID = 'wh_01a1ff6fbd6e8cab82ba013ec562b53e';
const TIME = '2026-06-09T10:29:59.980Z';

/** Only a summary says how many changes it has. */
const changes = values => values.delivery === 'coalesced' ? {changes: 2} : {};

/** The attributes of the CloudEvent, which are headers in binary mode. */
const eventOf = (type, values) => ({specversion: '1.0', id: ID, source: '/organizations/12345', type: type.name,
    subject: 'ab9f4201', time: TIME, datacontenttype: 'application/json', organizationid: '12345',
    resourcetype: type.resourceType, resourceoperation: type.resourceOperation, sequence: '0000000000000004711',
    ...changes(values)});

/** The body that an endpoint with these settings gets for the example of an event type. */
export function bodyFor(type, values) {
  const thin = {organizationId: 12345, resourceOperation: type.resourceOperation, resourceId: 'ab9f4201',
      resourceType: type.resourceType};
  const data = type.example || thin;
  switch (values.format) {
    case 'thin': return thin;
    case 'cloudevents': return {...eventOf(type, values), data};
    case 'cloudevents-binary': return data;
    default: return {id: ID, type: type.name, created: '2026-06-09T10:30:00Z', data,
        meta: {webhook_url: values.transport === 'poll' ? null : values.url || 'https://example.org/webhooks', delivery_attempt: 1, api_version: '1.0',
            ...changes(values), occurred_at: TIME, sequence: 4711}};
  }
}

const headersFor = (type, values) => values.format !== 'cloudevents-binary' ? []
    : Object.entries(eventOf(type, values)).filter(([name]) => name !== 'datacontenttype')
        .map(([name, value]) => `ce-${name}: ${value}`);

/** What the receiver gets, while somebody chooses. */
export function BodyPreview({values, types}) {
  const selected = types.filter(type => values.eventTypes.some(pattern => selects(pattern, type.name)));
  const choices = selected.length ? selected : types;
  const [name, choose] = useState('');
  const type = choices.find(one => one.name === name) || choices.find(one => one.name === 'score.updated') || choices[0];
  if (!type) {
    return null;
  }
  const own = values.format === 'template';
  const listens = values.transport !== 'poll';
  const text = own ? values.text : JSON.stringify(bodyFor(type, values), null, 2);
  return html`<${Card} title=${t('preview.title')} actions=${html`<${Select} aria-label=${t('delivery.event')} value=${type.name}
      options=${choices.map(one => [one.name, one.name])} onChange=${choose} />`}>
    <p class="note">${t('preview.when.' + values.delivery)} ${listens && t('preview.retry.' + values.retry)}</p>
    <figure class="code"><figcaption>${listens ? html`POST <code class="preview-url">${values.url || 'https://…'}</code>`
      : t('transport.poll')}</figcaption>
      <pre class="wrap" tabindex="0"><code>${coloured(text)}</code></pre></figure>
    ${listens && html`<${Code} title=${t('preview.headers')} text=${[`content-type: ${own ? values.contentType : `application/${
      values.format === 'cloudevents' ? 'cloudevents+' : ''}json`}`, ...headersFor(type, values), 'webhook-id: wh_01a1ff6f…',
      'webhook-timestamp: 1795286875', 'webhook-signature: v1,…', 'X-TrackScore-Signature: sha256=…',
      ...values.headers.filter(pair => pair.name).map(pair => pair.name + ': ' + (pair.value ? '***' : ''))].join('\n')} />`}
          </${Card}>`;
}
