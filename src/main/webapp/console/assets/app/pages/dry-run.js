// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {Button, Card, Notice, ProblemNotice} from '../ui/basics.js';
import {AreaField, jsonAt, TextField, useForm} from '../ui/forms.js';
import {OrganizationField, useCatalog} from './choices.js';
import {ownOrganization} from './report.js';
import {Verdicts} from './verdicts.js';

/** What would happen to a change: the same verdicts, before anything is sent. */
export function DryRun({me, query}) {
  const own = ownOrganization(me);
  const form = useForm({organizationId: own || query.get('organization') || '', eventType: query.get('eventType') || '',
      resourceId: query.get('resourceId') || 'example-1', data: ''});
  const [answer, show] = useState(/** @type {any} */ (null));
  const {eventTypes} = useCatalog(me);
  const submit = form.submit(async values => {
    show(await call('POST /explanations/dry-run', {body: {organizationId: Number(values.organizationId),
        eventType: values.eventType.trim(), resourceId: values.resourceId,
      data: jsonAt('/data', values.data)}}));
  });
  return html`<div class="columns form-first">
    <${Card} title=${t('dry-run.title')}><form class="form" ref=${form.ref} onSubmit=${submit}>
      <${ProblemNotice} problem=${form.problem} fields=${['/organizationId', '/eventType', '/resourceId', '/data']} />
      <${OrganizationField} form=${form} own=${own} />
      <${TextField} form=${form} name="eventType" label=${t('delivery.event')} required list="dry-run-types"
        placeholder="team.updated" />
      <datalist id="dry-run-types">${eventTypes.map(one => html`<option key=${one.name}
        value=${one.name}>${one.description}</option>`)}</datalist>
      <${TextField} form=${form} name="resourceId" label=${t('explain.id')} required />
      <${AreaField} form=${form} name="data" label=${t('report.data')} rows=${5} optional placeholder="{}" />
      <${Button} kind="primary" type="submit" busy=${form.busy}>${t('dry-run.submit')}</${Button}></form></${Card}>
    <div class="stack" aria-live="polite">${!answer && html`<${Notice}>${t('dry-run.text')}</${Notice}>`}
      ${answer && html`<${Card} title=${t('dry-run.answer')} note=${t('dry-run.nothing-sent')}><${Verdicts}
          items=${answer.items} /></${Card}>`}</div></div>`;
}
