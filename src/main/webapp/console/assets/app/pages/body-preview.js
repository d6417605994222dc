// @ts-check
import {useState} from 'preact/hooks';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {Card} from '../ui/basics.js';
import {Code, coloured} from '../ui/code.js';
import {Select} from '../ui/forms.js';
import {selects} from './event-picker.js';

/** The body that an endpoint with these settings gets for the example of an event type. */
export function bodyFor(type, values) {
  const thin = {organizationId: 12345, resourceOperation: type.resourceOperation, resourceId: 'ab9f4201',
      resourceType: type.resourceType};
  return values.format === 'thin' ? thin : {
    id: 'wh_01a1ff6fbd6e8cab82ba013ec562b53e', type: type.name, created: '2026-06-09T10:30:00Z', data: type.example || thin,
    meta: {webhook_url: values.url || 'https://example.org/webhooks', delivery_attempt: 1, api_version: '1.0',
        ...(values.delivery === 'coalesced' ? {changes: 2} : {}), occurred_at: '2026-06-09T10:29:59.980Z', sequence: 4711},
  };
}

/** What the receiver gets, while somebody chooses. */
export function BodyPreview({values, types}) {
  const selected = types.filter(type => values.eventTypes.some(pattern => selects(pattern, type.name)));
  const choices = selected.length ? selected : types;
  const [name, choose] = useState('');
  const type = choices.find(one => one.name === name) || choices.find(one => one.name === 'score.updated') || choices[0];
  if (!type) {
    return null;
  }
  const text = JSON.stringify(bodyFor(type, values), null, 2);
  return html`<${Card} title=${t('preview.title')} actions=${html`<${Select} aria-label=${t('delivery.event')} value=${type.name}
      options=${choices.map(one => [one.name, one.name])} onChange=${choose} />`}>
    <p class="note">${t('preview.when.' + values.delivery)} ${t('preview.retry.' + values.retry)}</p>
    <figure class="code"><figcaption>POST <code class="preview-url">${values.url || 'https://…'}</code></figcaption>
      <pre class="wrap" tabindex="0"><code>${coloured(text)}</code></pre></figure>
    <${Code} title=${t('preview.headers')} text=${['content-type: application/json', 'webhook-id: wh_01a1ff6f…',
      'webhook-timestamp: 1795286875', 'webhook-signature: v1,…', 'X-TrackScore-Signature: sha256=…',
      ...values.headers.filter(pair => pair.name).map(pair => pair.name + ': ' + (pair.value ? '***' : ''))].join('\n')} />
          </${Card}>`;
}
