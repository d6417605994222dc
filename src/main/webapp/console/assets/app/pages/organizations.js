// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useList} from '../load.js';
import {navigate, ROOT} from '../router.js';
import {can, isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Empty, Named, PageHead, ProblemNotice} from '../ui/basics.js';
import {Dialog, toast} from '../ui/dialog.js';
import {ChoicePill, ExportMenu, FilterBar, SearchField, useFilters} from '../ui/filters.js';
import {TextField, useForm} from '../ui/forms.js';
import {ListTable} from '../ui/table.js';
import {useChoices} from './choices.js';
import {ContactFields, ContactLine, contactOf} from './tenants.js';

const NAMES = ['q', 'application'];

/** Those whose objects change, with the person to ask. */
export default function Organizations({me, query}) {
  useTitle(t('page.organizations'));
  const filters = useFilters(NAMES);
  const list = useList('GET /organizations', {query: filters});
  const choices = useChoices(me);
  const [open, set] = useState(query.get('new') === '1');
  const create = isRole('operator') && can('manage') && html`<${Button} kind="primary" icon="plus"
      onClick=${() => set(true)}>${t('organizations.new')}</${Button}>`;
  return html`<${PageHead} title=${t('page.organizations')} subtitle=${t('organizations.subtitle.' + me.role)}
      actions=${html`<${ExportMenu} operation="GET /organizations" options=${{query: filters}}
      name="organizations" />${create}`} />
    <${FilterBar} names=${NAMES}><${SearchField} label=${t('organizations.search')} /><${ChoicePill} name="application"
      label=${t('organizations.enabled')} options=${choices.applications} /></${FilterBar}>
    <${ListTable} list=${list} label=${t('page.organizations')} href=${one => `${ROOT}/organizations/${one.id}`} columns=${[
      {key: 'name', title: t('name'), width: 'auto', cell: one => html`<bdi title=${one.name}>${one.name}</bdi>`},
      {key: 'id', title: t('delivery.id'), width: 2, number: true, cell: one => html`<code>${one.id}</code>`},
      {key: 'parent', title: t('organization.parent'), width: 4, from: 'm', cell: one => html`<${Named} kind="organization"
          id=${one.parentId} link=${false} />`},
      {key: 'contact', title: t('contact'), width: 'auto', from: 's', cell: one => html`<${ContactLine}
          contact=${one.contact} />`}]}
      empty=${html`<${Empty} icon="organization" title=${t(filters.q || filters.application ? 'organizations.none-match'
          : 'organizations.none')} action=${create}>${t('organizations.none.text')}</${Empty}>`} />
    ${open && html`<${NewOrganization} onClose=${() => set(false)} />`}`;
}

function NewOrganization({onClose}) {
  const form = useForm({id: '', name: '', parentId: '', contactName: '', email: '', phone: ''});
  const submit = form.submit(async values => {
    const made = await call('POST /organizations', {body: {id: Number(values.id), name: values.name, parentId: values.parentId
        ? Number(values.parentId) : undefined, contact: contactOf(values)}});
    toast(t('organizations.created'));
    onClose();
    navigate(`${ROOT}/organizations/${made.id}`);
  });
  return html`<${Dialog} title=${t('organizations.new')} onClose=${onClose} actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}><${Button} kind="primary" busy=${form.busy}
      onClick=${submit}>${t('create')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${submit}><${ProblemNotice} problem=${form.problem} fields=${['/id', '/name',
      '/parentId', '/contact/email', '/contact/name', '/contact/phone']} />
      <div class="row"><${TextField} form=${form} name="id" label=${t('delivery.id')}
        inputmode="numeric" required hint=${t('organizations.id.hint')} /><${TextField} form=${form} name="name"
        label=${t('name')} required maxlength="200" /></div>
      <${TextField} form=${form} name="parentId" label=${t('organization.parent')} inputmode="numeric" optional />
        <${ContactFields} form=${form} /><button type="submit" hidden></button></form></${Dialog}>`;
}
