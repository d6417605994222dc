// @ts-check
import {useState} from 'preact/hooks';
import {call, request} from '../api.js';
import {html} from '../html.js';
import {dateTime, duration, t} from '../i18n.js';
import {useAction, useNow} from '../load.js';
import {ROOT} from '../router.js';
import {Ago, Button, Card, Copy, Facts, Notice, ProblemNotice, Time} from '../ui/basics.js';
import {confirm, Dialog, toast} from '../ui/dialog.js';
import {TextField, useForm} from '../ui/forms.js';

const HIDDEN = '••••••••••••••••••••••••';

/** A signing secret that is shown only when somebody asks, because that is written to the audit log. */
export function useSecret(endpoint) {
  const [secret, set] = useState('');
  const show = useAction(async () => set((await call('GET /endpoints/{id}/secret', {id: endpoint.id})).secret));
  return {secret, show: show.run, hide: () => set(''), busy: show.busy, problem: show.problem, set};
}

/** The signing secret of an endpoint, and its rotation. */
export function EndpointSecret({endpoint, onChange}) {
  const held = useSecret(endpoint);
  const [rotating, rotate] = useState(false);
  const until = endpoint.previousSecretSignsUntil;
  return html`<div class="grid-2"><${Card} title=${t('secret.title')}><p class="note">${t('secret.text')}</p>
      <div class="secret"><code class=${held.secret ? undefined : 'none'}>${held.secret || 'whsec_' + HIDDEN}</code>
        <span class="buttons">${held.secret
        ? html`<${Copy} kind="plain" text=${held.secret}>${t('copy')}</${Copy}><${Button}
            onClick=${held.hide}>${t('secret.hide')}</${Button}>`
        : html`<${Button} icon="eye" busy=${held.busy} onClick=${held.show}>${t('secret.show')}</${Button}>`}</span></div>
      <p class="note">${t('secret.audited')}</p><${ProblemNotice} problem=${held.problem} />
      <${Facts} items=${[[t('secret.created'), html`<${Time} at=${endpoint.secretCreatedAt} />`], [t('endpoint-form.switch'),
        t('switch.' + endpoint.signatureSwitch)]]} />
      <p><a href=${`${ROOT}/verify?endpoint=${endpoint.id}`}>${t('secret.verify')}</a></p></${Card}>
    <${Card} title=${t('rotation.title')}>${until ? html`<${Overlap} endpoint=${endpoint} until=${until} onChange=${onChange} />`
      : html`<p>${t('rotation.text')}</p>`}
      <div class="buttons"><${Button} icon="refresh" onClick=${() => rotate(true)}>${t(until ? 'rotation.again'
        : 'rotation.start')}</${Button}></div></${Card}>
    ${endpoint.publicKey && html`<${PublicKey} endpoint=${endpoint} onChange=${onChange} />`}</div>
    ${rotating && html`<${Rotate} endpoint=${endpoint} overlap=${Boolean(until)} onClose=${() => rotate(false)}
        onDone=${secret => { held.set(secret); onChange(); }} />`}`;
}

/** The public key of an endpoint that has one, and the rotation of its private half. */
function PublicKey({endpoint, onChange}) {
  const until = endpoint.previousKeySignsUntil;
  const act = (name, operation, danger, done) => async () => {
    const changed = await confirm({title: t('key.' + name + '.title'), text: t('key.' + name + '.text'), label: t('key.' + name),
        danger, action: () => call(operation, {id: endpoint.id})});
    if (changed) {
      toast(done);
      onChange();
    }
  };
  return html`<${Card} title=${t('key.title')}><p class="note">${t('key.text')}</p>
      <div class="secret"><code>${endpoint.publicKey}</code><${Copy} kind="plain"
        text=${endpoint.publicKey}>${t('copy')}</${Copy}></div>
      <${Facts} items=${[[t('secret.created'), html`<${Time} at=${endpoint.signingKeyCreatedAt} />`], [t('key.set'),
        html`<a href=${`/api/v1/endpoints/${endpoint.id}/jwks`}>jwks</a>`], until && [t('key.old-until'),
        html`<${Time} at=${until} />`]].filter(Boolean)} />
      <div class="buttons"><${Button} icon="refresh" onClick=${act('rotate', 'POST /endpoints/{id}/signing-key/rotate', false,
          t('key.rotated'))}>${t('key.rotate')}</${Button}>
        ${until && html`<${Button} kind="plain" class="danger-plain" onClick=${act('end-overlap',
          'POST /endpoints/{id}/signing-key/end-overlap', true, t('rotation.ended'))}>${t('key.end-overlap')}</${Button}>`}</div>
    </${Card}>`;
}

/** How long the old secret signs, too. */
function Overlap({endpoint, until, onChange}) {
  const now = useNow(1000);
  const left = Date.parse(until) - now;
  const whole = Date.parse(until) - Date.parse(endpoint.secretCreatedAt);
  const end = async () => {
    const done = await confirm({title: t('rotation.end.title'), text: t('rotation.end.text'), label: t('rotation.end'),
        danger: true, action: () => call('POST /endpoints/{id}/secret/end-overlap', {id: endpoint.id})});
    if (done) {
      toast(t('rotation.ended'));
      onChange();
    }
  };
  if (left <= 0) {
    return html`<p>${t('rotation.over')}</p>`;
  }
  return html`<p>${t('rotation.until', {at: dateTime(until)})}</p><div class="countdown"><strong class="countdown-left"
      role="timer">${duration(left)}</strong>
      <progress max="1" value=${whole > 0 ? left / whole : 0} aria-label=${t('rotation.title')}></progress></div>
    <p class="note">${t('rotation.' + endpoint.signatureSwitch)}</p><div><${Button} kind="plain" class="danger-plain"
      onClick=${end}>${t('rotation.end')}</${Button}></div>`;
}

function Rotate({endpoint, overlap, onClose, onDone}) {
  const form = useForm({secret: ''});
  const [made, show] = useState(/** @type {any} */ (null));
  const submit = form.submit(async values => {
    const answer = await request('POST /endpoints/{id}/secret/rotate', {id: endpoint.id, ...(values.secret
        ? {body: {secret: values.secret}} : {})});
    show(answer.value);
    onDone(answer.value.secret);
  });
  if (made) {
    return html`<${Dialog} title=${t('rotation.done')} onClose=${onClose} locked actions=${html`<${Button} kind="primary"
        onClick=${onClose}>${t('rotation.stored')}</${Button}>`}>
      <div class="secret"><code>${made.secret}</code><${Copy} kind="plain" text=${made.secret}>${t('copy')}</${Copy}></div>
      ${made.previousSignsUntil && html`<p>${t('rotation.old-until')} <${Time} at=${made.previousSignsUntil} /> (<${Ago}
          at=${made.previousSignsUntil} />).</p>`}</${Dialog}>`;
  }
  return html`<${Dialog} title=${t('rotation.start')} onClose=${onClose} actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}>
      <${Button} kind="primary" busy=${form.busy} onClick=${submit}>${t('rotation.start')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${submit}>${overlap && html`<${Notice}
      kind="warn">${t('rotation.second')}</${Notice}>`}<p>${t('rotation.explain')}</p>
      <${ProblemNotice} problem=${form.problem} fields=${['/secret']} /><${TextField} form=${form} name="secret"
        label=${t('endpoint-form.secret')} hint=${t('endpoint-form.secret.hint')} optional /></form></${Dialog}>`;
}
