// @ts-check
import {useEffect, useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {duration, t} from '../i18n.js';
import {can} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Card, Notice, PageHead} from '../ui/basics.js';
import {AreaField, TextField, useForm} from '../ui/forms.js';
import {Icon} from '../ui/icons.js';
import {headersOf, verify} from '../verify-signature.js';

const EXAMPLE = ['webhook-id: wh_…', 'webhook-timestamp: 1795286875', 'webhook-signature: v1,…',
  'X-TrackScore-Signature: sha256=…'].join('\n');
const MARKS = {good: 'check', bad: 'cross', warn: 'rejected', info: 'info'};

/** Checks the signatures of a webhook in the browser; nothing that is pasted here leaves the page. */
export default function Verify({query}) {
  useTitle(t('page.verify'));
  const endpoint = query.get('endpoint');
  const form = useForm({headers: '', body: '', secret: ''});
  const [findings, show] = useState(/** @type {any[]|null} */ (null));
  useEffect(() => show(null), [form.values]);
  const submit = form.submit(async values => show(await verify(headersOf(values.headers), values.body, values.secret.trim())));
  const fetchSecret = async () => form.set('secret', (await call('GET /endpoints/{id}/secret', {id: endpoint})).secret);
  return html`<${PageHead} title=${t('page.verify')} subtitle=${t('verify.subtitle')} />
    <div class="grid-2"><${Card} title=${t('verify.input')}><form class="form" ref=${form.ref} onSubmit=${submit}>
        <${AreaField} form=${form} name="headers" label=${t('verify.headers')} rows=${6} hint=${t('verify.headers.hint')}
          placeholder=${EXAMPLE} required />
        <${AreaField} form=${form} name="body" label=${t('request.body')} rows=${7} hint=${t('verify.body.hint')} required />
        <${TextField} form=${form} name="secret" label=${t('secret.title')} placeholder="whsec_…" required />
        <div class="buttons"><${Button} kind="primary" type="submit" icon="verify"
          busy=${form.busy}>${t('verify.submit')}</${Button}>
          ${endpoint && can('secrets') && html`<${Button} icon="eye"
              onClick=${fetchSecret}>${t('verify.fetch')}</${Button}>`}</div></form></${Card}>
      <${Card} title=${t('verify.result')}>${!crypto.subtle ? html`<${Notice}
        kind="warn">${t('verify.insecure')}</${Notice}>` : !findings ? html`<p class="none">${t('verify.nothing')}</p>`
        : html`<ul class="findings" role="status">${findings.map((one, i) => html`<li key=${i} class=${one.kind}><${Icon}
            name=${MARKS[one.kind]} size=${16} />
          <span>${t('verify.' + one.code, {...one.values, ...(one.values?.off !== undefined
            ? {time: duration(one.values.off)} : {})})}</span></li>`)}</ul>`}</${Card}></div>`;
}
