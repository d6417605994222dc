// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useList} from '../load.js';
import {navigate, ROOT} from '../router.js';
import {can, isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Empty, Id, Named, PageHead, ProblemNotice} from '../ui/basics.js';
import {Dialog, toast} from '../ui/dialog.js';
import {ExportMenu, FilterBar, SearchField, TextPill, useFilters} from '../ui/filters.js';
import {TextField, useForm} from '../ui/forms.js';
import {ListTable} from '../ui/table.js';
import {catalog} from './choices.js';
import {ContactFields, ContactLine, contactOf} from './tenants.js';

const NAMES = ['q', 'organization'];

/** Those who receive webhooks. */
export default function Applications({me, query}) {
  useTitle(t('page.applications'));
  const filters = useFilters(NAMES);
  const list = useList('GET /applications', {query: filters});
  const [open, set] = useState(query.get('new') === '1');
  const create = isRole('operator', 'organization') && can('manage') && html`<${Button} kind="primary" icon="plus"
      onClick=${() => set(true)}>${t('applications.new')}</${Button}>`;
  return html`<${PageHead} title=${t('page.applications')} subtitle=${t('applications.subtitle')} actions=${html`<${ExportMenu}
      operation="GET /applications" options=${{query: filters}} name="applications" />${create}`} />
    ${me.role !== 'application' && html`<${FilterBar} names=${NAMES}><${SearchField}
        label=${t('applications.search')} />${me.role === 'operator' && html`<${TextPill} name="organization"
        label=${t('filter.owner')} hint="12345" inputmode="numeric" />`}</${FilterBar}>`}
    <${ListTable} list=${list} label=${t('page.applications')} href=${one => `${ROOT}/applications/${one.id}`} columns=${[
      {key: 'name', title: t('name'), width: 'auto', cell: one => html`<bdi title=${one.name}>${one.name}</bdi>`},
      {key: 'id', title: t('delivery.id'), width: 4, from: 'm', cell: one => html`<${Id} id=${one.id} />`},
      {key: 'owner', title: t('application.owner'), width: 'auto', from: 's', cell: one => html`<${Named} kind="organization"
          id=${one.ownerOrganizationId} link=${false} />`},
      {key: 'contact', title: t('contact'), width: 'auto', from: 'm', cell: one => html`<${ContactLine}
          contact=${one.contact} />`}]}
      empty=${html`<${Empty} icon="application" title=${t(filters.q || filters.organization ? 'applications.none-match'
          : 'applications.none')} action=${create}>${t('applications.none.text')}</${Empty}>`} />
    ${open && html`<${NewApplication} me=${me} onClose=${() => set(false)} />`}`;
}

function NewApplication({me, onClose}) {
  const own = me.role === 'organization';
  const form = useForm({name: '', ownerOrganizationId: '', contactName: '', email: '', phone: ''});
  const submit = form.submit(async values => {
    const made = await call('POST /applications', {body: {name: values.name, ...(values.ownerOrganizationId && !own
        ? {ownerOrganizationId: Number(values.ownerOrganizationId)} : {}), contact: contactOf(values)}});
    catalog(me, true);
    toast(t('applications.created'));
    onClose();
    navigate(`${ROOT}/applications/${made.id}`);
  });
  return html`<${Dialog} title=${t('applications.new')} onClose=${onClose} actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}><${Button} kind="primary" busy=${form.busy}
      onClick=${submit}>${t('create')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${submit}><${ProblemNotice} problem=${form.problem} fields=${['/name',
      '/ownerOrganizationId', '/contact/email']} /><${TextField} form=${form} name="name"
      label=${t('name')} required maxlength="200" />
      ${!own && html`<${TextField} form=${form} name="ownerOrganizationId" label=${t('application.owner')} inputmode="numeric"
          hint=${t('application.owner.hint')} optional />`}<${ContactFields} form=${form} /><button type="submit" hidden></button>
          </form></${Dialog}>`;
}
