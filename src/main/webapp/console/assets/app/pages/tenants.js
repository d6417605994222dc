// @ts-check
import {call, request} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {navigate, ROOT} from '../router.js';
import {Button, ProblemNotice} from '../ui/basics.js';
import {confirm, Dialog, Menu, toast} from '../ui/dialog.js';
import {TextField, useForm} from '../ui/forms.js';

/** The person to ask, in a line. */
export function ContactLine({contact}) {
  return contact ? html`<span class="two-lines"><bdi>${contact.name || contact.email}</bdi>${contact.name && contact.email
      && html`<span>${contact.email}</span>`}</span>` : html`<span class="none">–</span>`;
}

/** How to reach the person to ask, as facts. */
export const contactFacts = contact => [[t('contact.email'), contact?.email
    && html`<a href=${'mailto:' + contact.email}>${contact.email}</a>`], [t('contact.phone'), contact?.phone]];

/** The fields of a contact. */
export const ContactFields = ({form}) => html`<fieldset class="stack tight"><legend class="legend-like">${t('contact')}</legend>
    <div class="row">
  <${TextField} form=${form} name="contactName" pointer="/contact/name" label=${t('name')} optional /><${TextField} form=${form}
    name="email" pointer="/contact/email" type="email" label=${t('contact.email')} optional />
  <${TextField} form=${form} name="phone" pointer="/contact/phone" type="tel" label=${t('contact.phone')} optional /></div>
    </fieldset>`;

/** The contact of a form, or none. */
export function contactOf({contactName, email, phone}) {
  return contactName || email || phone ? {name: contactName || undefined, email: email || undefined, phone: phone || undefined}
      : undefined;
}

/** What changes an application or an organization, in the head of its page. */
export const ChangeButtons = ({onEdit, onDelete}) => html`<${Button} icon="edit" onClick=${onEdit}>${t('edit')}</${Button}>
    <${Menu} label=${t('more')} icon="dots"><button type="button" class="bad" onClick=${onDelete}>${t('delete')}</button>
    </${Menu}>`;

/** Asks, deletes `one`, and goes to the list at `path`. */
export async function deleteTenant(one, operation, {title, text, path}) {
  const done = await confirm({title, text, label: t('delete'), danger: true, action: () => call(operation, {id: one.id})});
  done && navigate(ROOT + path);
}

/**
 * A dialog that changes the name and the contact of an application or an organization. `more` has the values that only one of
 * them has, `children` makes their fields for the form, and `body` their members for the request.
 *
 * @param {any} props
 */
export function EditTenant({one, etag, operation, more = {}, body = () => ({}), children, onClose, onSaved}) {
  const form = useForm({name: one.name, contactName: one.contact?.name || '', email: one.contact?.email || '',
      phone: one.contact?.phone || '', ...more});
  const submit = form.submit(async values => {
    const answer = await request(operation, {id: one.id, ifMatch: etag, body: {name: values.name,
        contact: contactOf(values) || null, ...body(values)}});
    onSaved(answer.value, answer.etag);
    toast(t('saved'));
    onClose();
  });
  return html`<${Dialog} title=${t('edit')} onClose=${onClose} actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}><${Button} kind="primary" busy=${form.busy}
      onClick=${submit}>${t('save')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${submit}><${ProblemNotice} problem=${form.problem} fields=${['/name',
      '/contact/name', '/contact/email', '/contact/phone', ...Object.keys(more).map(name => '/' + name)]} /><${TextField}
      form=${form} name="name" label=${t('name')} required />${children?.(form)}<${ContactFields} form=${form} /></form>
      </${Dialog}>`;
}
