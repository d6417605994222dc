// @ts-check
import {useEffect} from 'preact/hooks';
import {request} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {can} from '../session.js';
import {Button, Notice} from '../ui/basics.js';
import {toast} from '../ui/dialog.js';
import {useForm} from '../ui/forms.js';
import {bodyOf, EndpointFields, valuesOf} from './endpoint-form.js';

const MASK = /^\*+$/;

const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);

/** The merge patch that makes `after` of `before`, both of them objects. */
export function mergePatch(before, after) {
  const patch = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const inner = isObject(before[name]) && isObject(after[name]) ? mergePatch(before[name], after[name]) : null;
    if (inner ? Object.keys(inner).length : JSON.stringify(before[name]) !== JSON.stringify(after[name])) {
      patch[name] = inner ?? after[name] ?? null;
    }
  }
  return patch;
}

/** Only what was changed, as RFC 7396 has it: null removes a header, and one that is masked stays. */
export function changesOf(before, after) {
  const patch = {};
  for (const [name, value] of Object.entries(after)) {
    if (name === 'filter' && isObject(value) && isObject(before.filter)) {
      Object.assign(patch, mergePatch({filter: before.filter}, {filter: value}));
    } else if (name !== 'headers' && JSON.stringify(value ?? '') !== JSON.stringify(before[name] ?? '')) {
      patch[name] = value ?? null;
    }
  }
  const headers = {};
  for (const name of Object.keys(before.headers || {})) {
    if (!(name in after.headers)) {
      headers[name] = null;
    }
  }
  for (const [name, value] of Object.entries(after.headers)) {
    if (!MASK.test(value) || !(name in (before.headers || {}))) {
      headers[name] = value;
    }
  }
  return Object.keys(headers).length ? {...patch, headers} : patch;
}

/** The settings of an endpoint. If somebody else changes them meanwhile, nothing is overwritten. */
export function EndpointSettings({endpoint, etag, me, onChange, replace}) {
  const form = useForm(valuesOf(endpoint), {guarded: true});
  const stale = form.problem?.status === 412;
  useEffect(() => {
    if (!form.dirty) {
      form.reset(valuesOf(endpoint));
    }
  }, [endpoint.updatedAt]);
  const submit = form.submit(async values => {
    const answer = await request('PATCH /endpoints/{id}', {id: endpoint.id, ifMatch: etag, body: changesOf(endpoint,
        bodyOf(values))});
    replace(answer.value, answer.etag);
    form.reset(valuesOf(answer.value));
    toast(t('saved'));
  });
  if (!can('manage')) {
    return html`<${Notice}>${t('read-only')}</${Notice}><fieldset disabled><${EndpointFields} form=${form} me=${me}
        endpoint=${endpoint.id} onSubmit=${submit} submitLabel=${t('save')} /></fieldset>`;
  }
  return html`${stale && html`<${Notice} kind="warn" title=${t('stale-object.title')} action=${html`<${Button}
      onClick=${() => { form.reset(valuesOf(endpoint)); onChange(); }}>${t('stale-object.reload')}</${Button}>`}>
    ${t('stale-object.text')}</${Notice}>`}<${EndpointFields} form=${form} me=${me} endpoint=${endpoint.id}
        onSubmit=${submit} submitLabel=${t('save')} />`;
}
