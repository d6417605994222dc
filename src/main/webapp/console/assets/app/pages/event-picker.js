// @ts-check
import {useState} from 'preact/hooks';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {Check, Segments} from '../ui/forms.js';
import {Tag} from '../ui/basics.js';

/** Whether a pattern such as `score.*` selects an event type. */
export function selects(pattern, name) {
  return pattern === '*' || pattern === name || pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1));
}

/** Whether the catalog notifies no organization of an event type; then selecting it has no effect. */
function isSilent(type, resourceTypes) {
  const resource = resourceTypes.find(one => one.name === type.resourceType);
  return Boolean(resource && ['silent', 'absent'].includes(resource[type.resourceOperation]));
}

/** The event types by object, to be ticked one by one, for a whole object, or all. */
export function EventPicker({types, resourceTypes, value, onChange}) {
  const [sought, seek] = useState('');
  const every = value.includes('*');
  // An endpoint that has an archived type keeps it; another one cannot choose it.
  const offered = types.filter(one => !one.archived || value.includes(one.name));
  const groups = new Map();
  for (const type of offered.filter(one => (one.name + ' ' + one.description).toLowerCase().includes(sought.toLowerCase()))) {
    groups.set(type.resourceType, [...(groups.get(type.resourceType) || []), type]);
  }
  const patterns = value.filter(one => one !== '*');
  const toggle = (name, on) => onChange(on ? [...patterns.filter(one => !selects(name, one)), name]
      : patterns.filter(one => one !== name));
  const unknown = patterns.filter(pattern => !types.some(type => type.name === pattern || pattern === type.resourceType + '.*'));
  const count = types.filter(type => value.some(pattern => selects(pattern, type.name))).length;
  return html`<div class="picker"><div class="picker-head"><${Segments} label=${t('endpoint-form.events')} value=${every ? 'all'
      : 'some'} options=${[['all', t('picker.all')], ['some', t('picker.some')]]}
      onChange=${key => onChange(key === 'all' ? ['*'] : patterns)} />
    ${!every && html`<input type="search" aria-label=${t('picker.search')} placeholder=${t('picker.search')} value=${sought}
        onInput=${event => seek(event.currentTarget.value)} />
      <span class="note" role="status">${t('picker.count', {n: count})}</span>`}</div>
    ${every ? html`<p class="note">${t('picker.all.text')}</p>` : html`<div class="picker-groups">${[...groups].map(([group,
        list]) => html`<${Group} key=${group} name=${group} types=${list} patterns=${patterns}
      toggle=${toggle} resourceTypes=${resourceTypes} />`)}</div>`}
    ${unknown.length > 0 && html`<div class="tags">${unknown.map(pattern => html`<${Tag}
        key=${pattern}>${pattern}<button type="button" class="tag-remove" aria-label=${t('picker.remove', {name: pattern})}
      onClick=${() => toggle(pattern, false)}>×</button></${Tag}>`)}</div>`}</div>`;
}

/** Whether an event type is to go, or gets no new subscriptions. */
export const Retired = ({type}) => type.archived || type.deprecated ? html` <${Tag}>${t(type.archived ? 'picker.archived'
    : 'picker.deprecated')}</${Tag}>` : null;

function Group({name, types, patterns, toggle, resourceTypes}) {
  const whole = patterns.includes(name + '.*');
  const some = types.some(type => patterns.includes(type.name));
  return html`<fieldset class="picker-group"><legend class="hidden">${name}</legend>
    <${Check} checked=${whole} indeterminate=${some && !whole} onChange=${on => toggle(name + '.*', on)}>
      <strong>${name}</strong> <span class="note">${t('picker.whole')}</span></${Check}>
    <ul>${types.map(type => html`<li key=${type.name}><${Check} checked=${whole || patterns.includes(type.name)} disabled=${whole}
      onChange=${on => toggle(type.name, on)}>
      <span class="picker-name">${type.name}</span> <span class="note">${type.description}</span>${isSilent(type, resourceTypes)
        && html` <${Tag}>${t('picker.silent')}</${Tag}>`}<${Retired} type=${type} /></${Check}></li>`)}</ul></fieldset>`;
}
