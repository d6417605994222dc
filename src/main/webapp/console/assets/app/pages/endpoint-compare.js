// @ts-check
import {useState} from 'preact/hooks';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useList} from '../load.js';
import {addressOf} from '../names.js';
import {ProblemNotice, Skeleton} from '../ui/basics.js';
import {Diff} from '../ui/code.js';
import {Dialog} from '../ui/dialog.js';
import {Field, Select} from '../ui/forms.js';

const SETTINGS = ['url', 'status', 'format', 'delivery', 'retry', 'eventTypes', 'filter', 'headers', 'signatures',
    'signatureSwitch'];

const nameOf = endpoint => endpoint.description || addressOf(endpoint);
const settingsOf = endpoint => Object.fromEntries(SETTINGS.map(name => [name, endpoint[name]]));

/** What is set differently at another endpoint of the same application. */
export function EndpointCompare({endpoint, onClose}) {
  const list = useList('GET /endpoints', {query: {application: endpoint.applicationId}}, 100);
  const [id, choose] = useState('');
  const others = (list.items || []).filter(one => one.id !== endpoint.id);
  const other = others.find(one => one.id === id) || others[0];
  return html`<${Dialog} title=${t('compare.title')} wide onClose=${onClose}>
    <${ProblemNotice} problem=${list.problem} retry=${list.reload} />
    ${!list.items && !list.problem && html`<${Skeleton} lines=${4} />`}
    ${list.items && !other && html`<p class="none">${t('compare.none')}</p>`}
    ${other && html`<${Field} label=${t('compare.with')}>${attributes => html`<${Select} ...${attributes} value=${other.id}
        options=${others.map(one => [one.id, nameOf(one)])} onChange=${choose} />`}</${Field}>
      <${Diff} before=${settingsOf(endpoint)} after=${settingsOf(other)}
        names=${[nameOf(endpoint), nameOf(other)]} />`}</${Dialog}>`;
}
