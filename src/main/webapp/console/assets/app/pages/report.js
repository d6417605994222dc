// @ts-check
import {call} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {navigate, ROOT} from '../router.js';
import {useTitle} from '../shell.js';
import {Button, Card, PageHead, ProblemNotice} from '../ui/basics.js';
import {Json} from '../ui/code.js';
import {AreaField, Field, jsonAt, Select, TextField, useForm} from '../ui/forms.js';
import {OrganizationField, useCatalog} from './choices.js';

/** The organization of the session as a text, or none. */
export const ownOrganization = me => me.role === 'organization' ? String(me.organization?.id ?? me.scope.split(':')[1]) : '';

/** The first data for a form: the example of the catalog, with line breaks. */
export const exampleOf = type => type?.example ? JSON.stringify(type.example, null, 2) : '';

/** Reports one change and follows it through the service. */
export default function Report({me, query}) {
  useTitle(t('page.report'));
  const own = ownOrganization(me);
  const {eventTypes} = useCatalog(me);
  const form = useForm({organizationId: own || query.get('organization') || '', eventType: query.get('eventType') || '',
      resourceId: query.get('resourceId') || '', id: '', data: ''});
  const choose = name => {
    form.set('eventType', name);
    const type = eventTypes.find(one => one.name === name);
    if (!form.values.data.trim() || eventTypes.some(one => exampleOf(one) === form.values.data)) {
      form.set('data', exampleOf(type));
    }
    if (!form.values.resourceId && type) {
      form.set('resourceId', type.resourceType + '-1');
    }
  };
  const change = values => ({organizationId: Number(values.organizationId), eventType: values.eventType,
      resourceId: values.resourceId.trim(),
    id: values.id.trim() || undefined, data: jsonAt('/data', values.data)});
  const submit = form.submit(async values => {
    const accepted = await call('POST /changes', {body: change(values)});
    navigate(`${ROOT}/changes/${values.organizationId}/${encodeURIComponent(accepted.ids[0])}`);
  });
  let preview = null;
  try {
    preview = change(form.values);
  } catch {
    // While somebody types, the data may not be JSON yet.
  }
  const byType = Map.groupBy ? Map.groupBy(eventTypes, one => one.resourceType) : new Map([['', eventTypes]]);
  return html`<${PageHead} title=${t('page.report')} subtitle=${t('report.subtitle')} />
    <div class="columns wide-side"><${Card}><form class="form" ref=${form.ref} onSubmit=${submit}>
      <${ProblemNotice} problem=${form.problem} fields=${['/organizationId', '/eventType', '/resourceId', '/id', '/data']} />
      <div class="row"><${OrganizationField} form=${form} own=${own} />
        <${Field} label=${t('delivery.event')}
          error=${form.errorAt('/eventType')} required>${attributes => html`<span class="select"><select ...${attributes}
          value=${form.values.eventType}
          onChange=${event => choose(event.currentTarget.value)}><option value="">${t('choose')}</option>${[...byType].map(([type,
              list]) => html`<optgroup key=${type} label=${type}>
            ${list.map(one => html`<option key=${one.name} value=${one.name}
                selected=${one.name === form.values.eventType}>${one.name}</option>`)}</optgroup>`)}</select></span>`}</${Field}>
                </div>
      <div class="row"><${TextField} form=${form} name="resourceId" label=${t('explain.id')} required placeholder="ab9f4201" />
        <${TextField} form=${form} name="id" label=${t('report.id')} hint=${t('report.id.hint')} optional /></div>
      <${AreaField} form=${form} name="data" label=${t('report.data')} rows=${9} optional placeholder="{}" />
      <div class="buttons"><${Button} kind="primary" type="submit" icon="report"
        busy=${form.busy}>${t('report.submit')}</${Button}>
        <${Button} href=${`${ROOT}/explain?${new URLSearchParams({tab: 'dry-run', organization: form.values.organizationId,
          eventType: form.values.eventType, resourceId: form.values.resourceId})}`}>
          ${t('explain.dry-run')}</${Button}></div></form></${Card}>
    <${Card} title=${t('report.preview')}><p class="note">POST /api/v1/changes</p>${preview ? html`<${Json} value=${preview} />`
      : html`<p class="none">${t('report.not-json')}</p>`}</${Card}></div>`;
}

/** A choice of an event type as a native list. */
export const EventTypeSelect = ({types, value, onChange, ...rest}) => html`<${Select} value=${value}
    options=${types.map(one => [one.name, one.name])} onChange=${onChange} ...${rest} />`;
