// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {duration, t, word} from '../i18n.js';
import {Button, Card, Copy, Empty, Notice, ProblemNotice, Skeleton, Time} from '../ui/basics.js';
import {Code, Headers, Json, pretty} from '../ui/code.js';
import {Icon} from '../ui/icons.js';

/** The attempts of a delivery, the newest open. */
export function AttemptList({delivery, attempts}) {
  const items = attempts.value && [...attempts.value.items].reverse();
  return html`<${Card} title=${t('attempts.title')} class="attempts">
    ${attempts.problem && html`<${ProblemNotice} problem=${attempts.problem} retry=${attempts.reload} />`}
    ${!items && !attempts.problem && html`<${Skeleton} lines=${3} />`}
    ${items && items.length === 0 && html`<${Empty} icon="clock"
        title=${t('attempts.none')}>${t('attempts.none.' + (delivery.status === 'pending' ? 'pending' : 'ended'))}</${Empty}>`}
    ${items && items.map((attempt, i) => html`<${Attempt} key=${attempt.number} attempt=${attempt} delivery=${delivery}
        open=${i === 0} />`)}</${Card}>`;
}

function Attempt({attempt, delivery, open}) {
  const good = attempt.outcome === 'succeeded';
  return html`<details class="attempt" open=${open}><summary><span class=${`attempt-mark ${good ? 'good' : 'bad'}`}><${Icon}
      name=${good ? 'check' : 'cross'} size=${13} /></span>
      <strong>${t('attempts.number', {n: attempt.number})}</strong><span class="attempt-answer">${attempt.status
        ? html`<code>${attempt.status}</code>` : word('outcome', attempt.outcome)}</span>
      <span class="attempt-when"><${Time} at=${attempt.startedAt} millis short /></span>
        <span class="attempt-took">${duration(attempt.durationMs)}</span>
      <${Icon} name="down" size=${14} /></summary>
    <div class="stack attempt-body"><p>${attempt.explanation}</p>${attempt.detail && html`<p class="note">${attempt.detail}</p>`}
      ${attempt.responseBody === '' && html`<p class="note">${t('attempts.empty-body')}</p>`}
      ${attempt.responseBody && html`<${Code} title=${t('attempts.answer')} text=${pretty(attempt.responseBody)}
          copy=${attempt.responseBody} />`}
      ${attempt.responseHeaders && Object.keys(attempt.responseHeaders).length > 0 && html`<${Headers}
          title=${t('attempts.answer-headers')} headers=${attempt.responseHeaders} />`}
      <${SentRequest} id=${delivery.id} attempt=${attempt.number} /></div></details>`;
}

/** The request as it was sent; it is asked for when somebody wants to see it. */
function SentRequest({id, attempt}) {
  const [state, set] = useState(/** @type {any} */ ({}));
  const load = () => {
    set({busy: true});
    call('GET /deliveries/{id}/request', {id, query: {attempt}}).then(value => set({value}), problem => set({problem}));
  };
  if (state.problem) {
    return html`<${ProblemNotice} problem=${state.problem} retry=${load} />`;
  }
  if (!state.value) {
    return html`<div><${Button} icon="code" busy=${state.busy} onClick=${load}>${t('request.show')}</${Button}></div>`;
  }
  const request = state.value;
  return html`<section class="stack tight sent"><h3>${t('request.title')}</h3>
    ${request.endpointChanged && html`<${Notice} kind="warn">${t('request.endpoint-changed')}</${Notice}>`}
    ${!request.signed && html`<${Notice}>${t('request.not-signed')}</${Notice}>`}
    <${RequestView} request=${request} /></section>`;
}

/** Method, URL, headers and body of a webhook, with the same as a curl command. */
export function RequestView({request}) {
  return html`<p class="request-line"><strong>${request.method}</strong> <code>${request.url}</code></p>
    <${Headers} headers=${request.headers} />
    <${Json} title=${t('request.body')} value=${request.body} />
    <div class="buttons"><${Copy} kind="plain" text=${request.body}>${t('request.copy-body')}</${Copy}><${Copy} kind="plain"
      text=${curlOf(request)}>${t('copy.curl')}</${Copy}></div>`;
}

/** A webhook as a command for a terminal, byte for byte. */
export function curlOf(request) {
  const quoted = text => "'" + text.replace(/'/g, "'\\''") + "'";
  return ['curl -X ' + request.method + ' ' + quoted(request.url),
    ...Object.entries(request.headers).map(([name, value]) => '-H ' + quoted(name + ': ' + value)),
    '--data-binary ' + quoted(request.body)].join(' \\\n  ');
}
