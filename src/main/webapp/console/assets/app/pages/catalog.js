// @ts-check
import {useState} from 'preact/hooks';
import {call, request} from '../api.js';
import {html} from '../html.js';
import {number, t} from '../i18n.js';
import {useApi} from '../load.js';
import {ROOT} from '../router.js';
import {can, isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Empty, Notice, PageHead, ProblemNotice, Skeleton, Tabs, Tag} from '../ui/basics.js';
import {Dialog, toast} from '../ui/dialog.js';
import {FilterBar, SearchField, useFilters} from '../ui/filters.js';
import {SelectField, TextField, useForm} from '../ui/forms.js';
import {Table} from '../ui/table.js';
import {catalog, useCatalog} from './choices.js';

const RULES = ['notify', 'notify-parent', 'silent', 'absent'];
const OPERATIONS = ['create', 'update', 'delete'];
import {Retired} from './event-picker.js';

/** What can happen, under which name, and who is notified of it. */
export default function Catalog({me, query}) {
  useTitle(t('page.catalog'));
  const tab = query.get('tab') === 'objects' ? 'objects' : 'events';
  const known = useCatalog(me);
  const {q} = useFilters(['q']);
  return html`<${PageHead} title=${t('page.catalog')} subtitle=${t('catalog.subtitle')} actions=${html`<${Button} icon="question"
      href=${ROOT + '/explain?tab=dry-run'}>${t('explain.dry-run')}</${Button}>`} />
    <${Tabs} label=${t('page.catalog')} current=${tab} items=${[['events', t('catalog.events'), ROOT + '/catalog', known.loaded
      ? known.eventTypes.length : undefined], ['objects', t('catalog.objects'), ROOT + '/catalog?tab=objects', known.loaded
      ? known.resourceTypes.length : undefined]]} />
    <${FilterBar}><${SearchField} label=${t('catalog.search')} /></${FilterBar}>
    ${!known.loaded ? html`<${Skeleton} lines=${8} />` : tab === 'events' ? html`<${EventTypes} types=${known.eventTypes}
        q=${q} />` : html`<${ResourceTypes} types=${known.resourceTypes} q=${q} me=${me} onSaved=${known.reload} />`}`;
}

const fits = (q, ...texts) => texts.join(' ').toLowerCase().includes(q.toLowerCase());

function EventTypes({types, q}) {
  const rows = types.filter(one => fits(q, one.name, one.description));
  return rows.length === 0 ? html`<${Empty} icon="search" title=${t('filter.nothing')} />` : html`<${Table}
      label=${t('catalog.events')} rows=${rows} rowKey=${one => one.name}
      href=${one => `${ROOT}/catalog/${encodeURIComponent(one.name)}`} columns=${[
    {key: 'name', title: t('name'), width: 'auto', cell: one => html`<strong>${one.name}</strong><${Retired}
        type=${one} />`}, {key: 'description',
        title: t('endpoint.description'), width: 'auto', from: 's', cell: one => one.description},
    {key: 'type', title: t('filter.object-type'), width: 4, from: 'm', cell: one => one.resourceType}, {key: 'operation',
        title: t('delivery.operation'), width: 2, cell: one => t('operation.' + one.resourceOperation)},
    {key: 'example', title: t('catalog.example'), width: 2, from: 'l', cell: one => one.example ? t('yes')
        : html`<span class="none">–</span>`}]} />`;
}

const LOOK = {notify: 'good', 'notify-parent': 'info', silent: 'idle', absent: 'idle'};
const Rule = ({of}) => of === 'absent' ? html`<span class="none">–</span>`
    : html`<span class=${`status ${LOOK[of]}`}>${t('rule.' + of)}</span>`;

function ResourceTypes({types, q, me, onSaved}) {
  const [editing, edit] = useState(/** @type {any} */ (null));
  const from = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 86_400_000).toISOString();
  const figures = useApi(isRole('operator', 'organization') ? 'GET /statistics/changes' : null, {query: {by: 'resourceType',
      top: 50, from, step: 'PT1H'}});
  const counts = new Map((figures.value?.series || []).map(series => [series.group, series.total]));
  const rows = types.filter(one => fits(q, one.name, one.partOf || ''));
  const changeable = isRole('operator') && can('manage');
  return html`<${Notice}>${t('catalog.rules')}</${Notice}><${Table} label=${t('catalog.objects')} rows=${rows}
      rowKey=${one => one.name} columns=${[
      {key: 'name', title: t('filter.object-type'), width: 'auto', cell: one => html`<strong>${one.name}</strong>${one.partOf
          && html` <${Tag}>${t('catalog.part-of', {whole: one.partOf})}</${Tag}>`}`},
      ...OPERATIONS.map(operation => ({key: operation, title: t('operation.' + operation), width: 3, from: 's',
        cell: one => html`<${Rule} of=${one[operation]} />`})),
      {key: 'rules', title: t('event-type.rule'), width: 'auto', until: 's',
          cell: one => html`<ul>${OPERATIONS.map(operation => html`
        <li key=${operation}>${t('operation.' + operation)}: ${t('rule.' + one[operation])}</li>`)}</ul>`},
      counts.size > 0 && {key: 'count', title: t('catalog.last-day'), width: 2, number: true, from: 'l',
          cell: one => number(counts.get(one.name)?.received || 0)},
      changeable && {key: 'edit', title: html`<span class="hidden">${t('more')}</span>`, width: 2, number: true, from: 'm', cell: one => html`<${Button} class="small"
          onClick=${() => edit(one)}>${t('edit')}</${Button}>`}].filter(Boolean)} />
    ${editing && html`<${EditType} type=${editing} me=${me} onClose=${() => edit(null)} onSaved=${onSaved} />`}`;
}

/** Changes who is notified; shows before saving how many endpoints it concerns. */
function EditType({type, me, onClose, onSaved}) {
  const form = useForm({create: type.create, update: type.update, delete: type.delete, partOf: type.partOf || ''});
  const subscribers = useApi('GET /resource-types/{name}/subscribers', {name: type.name, query: {limit: 200}});
  const count = subscribers.value?.items.length;
  const submit = form.submit(async values => {
    const {etag} = await fresh(type.name);
    await call('PUT /resource-types/{name}', {name: type.name, ifMatch: etag, body: {create: values.create, update: values.update,
        delete: values.delete, ...(values.partOf ? {partOf: values.partOf} : {})}});
    await catalog(me, true);
    toast(t('saved'));
    onClose();
    onSaved();
  });
  return html`<${Dialog} title=${t('catalog.edit', {name: type.name})} onClose=${onClose} actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}><${Button} kind="primary" busy=${form.busy} disabled=${!form.dirty}
      onClick=${submit}>${t('save')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${submit}><${ProblemNotice} problem=${form.problem}
      fields=${OPERATIONS.map(one => '/' + one)} />
      <div class="row">${OPERATIONS.map(operation => html`<${SelectField} key=${operation} form=${form} name=${operation}
        label=${t('operation.' + operation)} options=${RULES.map(rule => [rule, t('rule.' + rule)])} />`)}</div>
      <${TextField} form=${form} name="partOf" label=${t('catalog.whole')} optional />
      ${count !== undefined && html`<${Notice} kind="warn">${t('catalog.concerns', {n: count})}</${Notice}>`}</form></${Dialog}>`;
}

const fresh = name => request('GET /resource-types/{name}', {name});
