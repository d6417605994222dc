// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {bytes, t, word} from '../i18n.js';
import {useApi} from '../load.js';
import {navigate, ROOT} from '../router.js';
import {can, isRole} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Card, Facts, Id, Notice, PageHead, Pending, ProblemNotice, Time} from '../ui/basics.js';
import {Code, Headers} from '../ui/code.js';
import {confirm, toast} from '../ui/dialog.js';
import {Field} from '../ui/forms.js';
import {VerdictRow} from './verdicts.js';

const SEALS = ['carillon_seal'];

/** The bytes of a body as text, or as hexadecimal digits if they are none. */
export function textOf(base64) {
  const raw = Uint8Array.from(atob(base64), char => char.charCodeAt(0));
  try {
    const text = new TextDecoder('utf-8', {fatal: true}).decode(raw);
    if (!/[\u0000-\u0008\u000e-\u001f]/.test(text)) {
      return {text, binary: false};
    }
  } catch {
    // It is not UTF-8.
  }
  const lines = [];
  for (let at = 0; at < Math.min(raw.length, 4096); at += 16) {
    const part = [...raw.slice(at, at + 16)];
    lines.push(at.toString(16).padStart(6, '0') + '  ' + part.map(byte => byte.toString(16).padStart(2,
        '0')).join(' ').padEnd(48) + '  '
      + part.map(byte => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.').join(''));
  }
  return {text: lines.join('\n'), binary: true};
}

/** JSON with line breaks, and the lines that a pointer leads to. */
export function pointed(text, pointer) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return {text, lines: []};
  }
  const shown = JSON.stringify(value, null, 2);
  const name = (pointer || '').split('/').pop().replace(/~1/g, '/').replace(/~0/g, '~');
  const lines = name ? shown.split('\n').flatMap((line, i) => line.trimStart().startsWith(JSON.stringify(name) + ':')
      ? [i] : []) : [];
  return {text: shown, lines};
}

/** One rejected message: what is wrong with it, and how to put it back. */
export default function RejectedMessage({id}) {
  useTitle(t('page.rejected-message'));
  const message = useApi('GET /rejected-messages/{id}', {id});
  const [editing, edit] = useState(false);
  const one = message.value;
  if (!one) {
    return html`<${Pending} title=${t('page.rejected-message')} load=${message}
      back=${[ROOT + '/rejected', t('page.rejected')]} />`;
  }
  const body = one.body ? textOf(one.body) : {text: '', binary: false};
  const shown = body.binary ? {text: body.text, lines: []} : pointed(body.text, one.pointer);
  const operator = isRole('operator');
  const isJson = !body.binary && /^\s*[{[]/.test(body.text);
  const requeue = async () => {
    const done = await confirm({title: t('rejected.requeue.title'), text: t('rejected.requeue.text'),
        label: t('rejected.requeue'), action: () => call('POST /rejected-messages/{id}/requeue', {id})});
    done && (toast(t('rejected.requeued')), message.reload());
  };
  const remove = async () => {
    const done = await confirm({title: t('rejected.delete.title'), text: t('rejected.delete.text'), label: t('delete'),
        danger: true, action: () => call('DELETE /rejected-messages/{id}', {id})});
    done && navigate(ROOT + '/rejected');
  };
  return html`<${PageHead} back=${[ROOT + '/rejected', t('page.rejected')]} title=${word('rejected', one.reason)}
      subtitle=${one.detail} actions=${operator && html`${can('operate') && html`
      <${Button} icon="refresh" onClick=${requeue}>${t('rejected.requeue-as-is')}</${Button}>`}
      ${can('operate') && can('report') && isJson && html`<${Button} kind="primary" icon="edit"
        onClick=${() => edit(true)}>${t('rejected.edit')}</${Button}>`}
      ${can('manage') && html`<${Button} kind="plain" class="danger-plain" icon="trash"
        onClick=${remove}>${t('delete')}</${Button}>`}`} />
    ${one.requeuedAt && html`<${Notice} kind="warn">${t('rejected.waits.text')} <${Time} at=${one.requeuedAt} /></${Notice}>`}
    ${one.reason === 'organization-unknown' && operator && can('manage') && one.organizationId && html`<${Notice}
      action=${html`<${Button} class="small"
        href=${`${ROOT}/organizations?q=${one.organizationId}`}>${t('page.organizations')}</${Button}>`}>
      ${t('rejected.hint.organization', {id: String(one.organizationId)})}</${Notice}>`}
    <div class="columns"><div class="stack">${editing ? html`<${Editor} one=${one} text=${shown.text}
      onCancel=${() => edit(false)} />`
      : html`<${Card} title=${t('rejected.body')} note=${bytes(one.bodySize)}>${one.pointer
          && html`<p>${t('rejected.pointer')} <code>${one.pointer}</code></p>`}
          ${one.body ? html`<${Code} text=${shown.text} copy=${body.text} marks=${shown.lines} wrap=${!body.binary} />`
              : html`<p class="none">${t('rejected.no-body')}</p>`}</${Card}>`}
      ${one.properties && Object.keys(one.properties).length > 0 && html`<${Card} title=${t('rejected.properties')}><${Headers}
          headers=${Object.fromEntries(Object.entries(one.properties).filter(([name]) => !SEALS.includes(name)))} />
          </${Card}>`}</div>
    <${Card} title=${t('facts')}><${Facts} items=${[[t('delivery.id'), html`<${Id} id=${one.id} />`], [t('rejected.at'),
      html`<${Time} at=${one.rejectedAt} millis />`], one.sentAt && [t('rejected.sent'), html`<${Time}
      at=${one.sentAt} millis />`],
      [t('rejected.protocol'), one.protocol], one.clientId && [t('rejected.client'), one.clientId], one.organizationId
          && [t('delivery.organization'), html`<code>${one.organizationId}</code>`],
      one.resourceId && [t('delivery.object'), html`${one.resourceType} <code>${one.resourceId}</code>`], one.jmsMessageId
          && [t('rejected.jms-id'), html`<${Id} id=${one.jmsMessageId} />`]]} /></${Card}></div>`;
}

/** Mends the changes of a message, checks them by a dry run, and puts them back on the queue in its place. */
function Editor({one, text, onCancel}) {
  const [value, set] = useState(text);
  const [state, put] = useState(/** @type {any} */ ({}));
  const parsed = () => JSON.parse(value);
  const attempt = async (kind, action) => {
    put({busy: kind});
    try {
      put({[kind]: await action(parsed())});
    } catch (problem) {
      put({problem: problem instanceof SyntaxError ? {kind: 'malformed-body', detail: problem.message, errors: []} : problem});
    }
  };
  const check = () => attempt('checked', async body => {
    const all = await Promise.all((Array.isArray(body)
        ? body : [body]).slice(0, 5).map(change => call('POST /explanations/dry-run', {body: change})));
    return all.flatMap(answer => answer.items);
  });
  const send = () => attempt('sent', async body => {
    await call('POST /rejected-messages/{id}/correct', {id: one.id, body});
    toast(t('rejected.requeued'));
    navigate(ROOT + '/rejected');
  });
  return html`<${Card} title=${t('rejected.edit')}><p class="note">${t('rejected.edit.text')}</p><${Field}
      label=${t('rejected.body')}>${attributes => html`<textarea ...${attributes} rows=${16} spellcheck=${false} value=${value}
      onInput=${event => { set(event.currentTarget.value); put({}); }}></textarea>`}</${Field}>
    <${ProblemNotice} problem=${state.problem} />${state.checked && html`<${Notice}
      kind="good" live title=${t('rejected.checked')} /><ul class="verdicts">${state.checked.map((verdict,
      i) => html`<li key=${i}><${VerdictRow} verdict=${verdict} /></li>`)}</ul>`}
    <div class="buttons"><${Button} kind="primary" busy=${state.busy === 'sent'} disabled=${!state.checked}
      onClick=${send}>${t('rejected.put-back')}</${Button}><${Button} busy=${state.busy === 'checked'}
      onClick=${check}>${t('rejected.check')}</${Button}>
      <${Button} onClick=${onCancel}>${t('cancel')}</${Button}></div></${Card}>`;
}
