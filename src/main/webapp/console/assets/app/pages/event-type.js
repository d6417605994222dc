// @ts-check
import {useState} from 'preact/hooks';
import {request} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useApi} from '../load.js';
import {addressOf} from '../names.js';
import {ROOT} from '../router.js';
import {can, isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Card, Empty, Facts, Notice, PageHead, Pending, ProblemNotice, Skeleton, Status} from '../ui/basics.js';
import {Json} from '../ui/code.js';
import {Dialog, toast} from '../ui/dialog.js';
import {AreaField, TextField, useForm} from '../ui/forms.js';
import {Table} from '../ui/table.js';
import {bodyFor} from './body-preview.js';
import {exampleOf} from './report.js';

/** One event type: what it means, what receivers get, and who subscribes. */
export default function EventType({name}) {
  useTitle(name);
  const type = useApi('GET /event-types/{name}', {name});
  const one = type.value;
  const resource = useApi(one ? 'GET /resource-types/{name}' : null, {name: one?.resourceType});
  const subscribers = useApi('GET /event-types/{name}/subscribers', {name, query: {limit: 100}});
  const [editing, edit] = useState(false);
  if (!one) {
    return html`<${Pending} title=${name} load=${type} back=${[ROOT + '/catalog', t('page.catalog')]} />`;
  }
  const rule = resource.value?.[one.resourceOperation];
  const quiet = rule === 'silent' || rule === 'absent';
  return html`<${PageHead} back=${[ROOT + '/catalog', t('page.catalog')]} title=${one.name} subtitle=${one.description}
      actions=${html`<${Button} icon="question"
      href=${`${ROOT}/explain?tab=dry-run&eventType=${encodeURIComponent(name)}`}>${t('explain.dry-run')}</${Button}>
      ${can('report') && html`<${Button} icon="report"
          href=${`${ROOT}/report?eventType=${encodeURIComponent(name)}`}>${t('page.report')}</${Button}>`}
      ${isRole('operator') && can('manage') && html`<${Button} icon="edit"
          onClick=${() => edit(true)}>${t('edit')}</${Button}>`}`} />
    ${quiet && html`<${Notice} kind="warn">${t('event-type.quiet.' + rule)}</${Notice}>`}
    ${(one.archived || one.deprecated) && html`<${Notice}
        kind="warn">${t(one.archived ? 'event-type.archived' : 'event-type.deprecated')}</${Notice}>`}
    <div class="columns"><div class="stack"><${Card} title=${t('event-type.full')}><${Json} value=${bodyFor(one, {format: 'full',
      delivery: 'instant', url: ''})} /></${Card}>
      <${Card} title=${t('event-type.thin')}><${Json} value=${bodyFor(one, {format: 'thin'})} /></${Card}>
      ${one.schema && html`<${Card} title=${t('event-type.schema', {n: one.schemaVersion})}><${Json}
          value=${one.schema} /></${Card}>`}</div>
    <div class="stack"><${Card} title=${t('facts')}><${Facts} items=${[[t('filter.object-type'), one.resourceType],
      [t('delivery.operation'), t('operation.' + one.resourceOperation)],
        rule && [t('event-type.rule'), t('rule.' + rule)], resource.value?.partOf && [t('catalog.whole'),
            resource.value.partOf]]} /></${Card}>
      <${Card} title=${t('event-type.subscribers')} flush><${Subscribers} found=${subscribers} /></${Card}></div></div>
    ${editing && html`<${Edit} one=${one} etag=${type.etag} onClose=${() => edit(false)} onSaved=${type.replace} />`}`;
}

function Subscribers({found}) {
  const value = found.value;
  if (!value) {
    return found.problem ? html`<${ProblemNotice} problem=${found.problem} />` : html`<${Skeleton} lines=${3} />`;
  }
  if (value.count !== undefined && value.count !== null) {
    return html`<p class="padded">${t('event-type.own-subscribers', {n: value.count})}</p>`;
  }
  return value.items.length === 0 ? html`<${Empty} icon="endpoint" title=${t('event-type.no-subscribers')} />` : html`<${Table}
      label=${t('event-type.subscribers')} rows=${value.items} rowKey=${one => one.endpointId}
      href=${one => `${ROOT}/endpoints/${one.endpointId}`}
    columns=${[{key: 'url', title: t('endpoint.url'), width: 'auto', cell: one => html`<span class="two-lines">
        <bdi title=${one.url}>${addressOf(one)}</bdi><span>${one.applicationName}</span></span>`},
      {key: 'status', title: t('delivery.status'), width: 2, cell: one => html`<${Status} of=${one.status} />`}]} />`;
}

function Edit({one, etag, onClose, onSaved}) {
  const form = useForm({description: one.description, example: exampleOf(one)});
  const [wrong, setWrong] = useState(false);
  const submit = form.submit(async values => {
    let example = null;
    try {
      example = values.example.trim() ? JSON.parse(values.example) : null;
    } catch {
      setWrong(true);
      return;
    }
    const answer = await request('PATCH /event-types/{name}', {name: one.name, ifMatch: etag,
        body: {description: values.description, example}});
    onSaved(answer.value, answer.etag);
    toast(t('saved'));
    onClose();
  });
  return html`<${Dialog} title=${one.name} onClose=${onClose} actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}><${Button} kind="primary" busy=${form.busy}
      onClick=${submit}>${t('save')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${submit}><${ProblemNotice} problem=${form.problem} fields=${['/description',
      '/example']} />${wrong && html`<${Notice} kind="bad" live>${t('report.not-json')}</${Notice}>`}
      <${TextField} form=${form} name="description" label=${t('endpoint.description')} required maxlength="500" /><${AreaField}
        form=${form} name="example" label=${t('catalog.example')} rows=${10} optional /></form></${Dialog}>`;
}

