// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {classes, html} from '../html.js';
import {duration, t, word} from '../i18n.js';
import {ROOT} from '../router.js';
import {can} from '../session.js';
import {Button, Card, Empty, Notice, ProblemNotice, Status} from '../ui/basics.js';
import {Code, pretty} from '../ui/code.js';
import {AreaField, Field, jsonAt, Select, useForm} from '../ui/forms.js';
import {Icon} from '../ui/icons.js';
import {RequestView} from './attempts.js';
import {useCatalog} from './choices.js';
import {exampleOf} from './report.js';

const VARIANTS = ['valid', 'forged', 'old', 'twice'];
const SLOW_MS = 3000;

/** Sends samples to an endpoint: one, or the whole check of its receiver. */
export function EndpointTry({endpoint, me}) {
  const {eventTypes} = useCatalog(me);
  const [event, choose] = useState('');
  const type = eventTypes.find(one => one.name === event) || eventTypes.find(one => one.name === 'score.updated')
      || eventTypes[0];
  if (!can('operate')) {
    return html`<${Empty} icon="key" title=${t('try.forbidden')}>${t('try.forbidden.text')}</${Empty}>`;
  }
  return type ? html`<div class="stack"><${ReceiverCheck} endpoint=${endpoint} type=${type} /><${One} key=${type.name}
      endpoint=${endpoint} type=${type} types=${eventTypes} choose=${choose} /></div>` : null;
}

const send = (endpoint, body) => call('POST /endpoints/{id}/samples', {id: endpoint.id, body});

/** Each check: what is sent, and whether the receiver did the right thing. */
const CHECKS = [
  {name: 'accepts', variant: 'valid', judge: sample => sample.asExpected},
  {name: 'refuses-forged', variant: 'forged', judge: sample => sample.asExpected},
  {name: 'refuses-old', variant: 'old', judge: sample => sample.asExpected},
  {name: 'repeats', variant: 'twice', judge: sample => sample.asExpected},
  {name: 'in-time', variant: null, judge: sample => sample.durationMs < SLOW_MS},
];

/** Sends all variants one after the other and says what each one shows about the receiver. */
function ReceiverCheck({endpoint, type}) {
  const [results, set] = useState(/** @type {Record<string, any>} */ ({}));
  const [busy, work] = useState('');
  const [problem, fail] = useState(/** @type {any} */ (null));
  const run = async () => {
    set({});
    fail(null);
    const found = {};
    try {
      for (const check of CHECKS) {
        work(check.name);
        const sample = check.variant ? await send(endpoint, {eventType: type.name, variant: check.variant})
            : found.accepts.sample;
        found[check.name] = {sample, good: check.judge(sample)};
        set({...found});
        if (!answered(sample)) {
          break;
        }
      }
    } catch (problem) {
      fail(problem);
    }
    work('');
  };
  const all = Object.keys(results).length === CHECKS.length;
  const done = all || !busy && Boolean(results.accepts);
  const good = all && CHECKS.every(check => results[check.name].good);
  return html`<${Card} title=${t('check.title')} actions=${html`<${Button} kind="primary" icon="verify" busy=${Boolean(busy)}
      onClick=${run}>${t(done ? 'check.again' : 'check.run')}</${Button}>`}>
    <p class="note">${t('check.text')}</p><${ProblemNotice} problem=${problem} retry=${run} />
    <ul class="checks" aria-live="polite">${CHECKS.map(check => {
      const result = results[check.name];
      const state = result ? (result.good ? 'good' : 'bad') : busy === check.name ? 'wait' : 'idle';
      return html`<li key=${check.name} class=${classes('check-row', state)}><span class="check-mark"><${Icon}
          name=${{good: 'check', bad: 'cross', wait: 'clock', idle: 'dots'}[state]} size=${14} /></span>
        <div><strong>${t('check.' + check.name)}</strong><span class="hidden">: ${t('check.is.' + state)}</span>
        <p class="note">${result && !result.good ? advice(check, result.sample) : t('check.' + check.name + '.text')}</p></div>
        <span class="check-answer">${result && (check.variant ? answerOf(result.sample)
          : duration(result.sample.durationMs))}</span></li>`;
    })}</ul>
    ${done && html`<${Notice} kind=${good ? 'good' : 'warn'} live
        title=${t(good ? 'check.all-good' : all ? 'check.some-bad' : 'check.unreachable')}
        action=${good && endpoint.status !== 'active' && html`<span class="note">${t('check.enable')}</span>`}>${all && !good
        && html`<a href=${`${ROOT}/endpoints/${endpoint.id}/code`}>${t('check.see-code')}</a>`}</${Notice}>`}</${Card}>`;
}

/** Whether there was an answer at all; without one, nothing is known about the receiver. */
const answered = sample => sample.status !== undefined;

const advice = (check, sample) => answered(sample) ? t('check.' + check.name + '.bad') : word('outcome.long', sample.outcome);
const answerOf = sample => sample.status ? html`<code>${sample.status}</code>` : word('outcome', sample.outcome);

/** One sample with data and variant of one's own choice, with request and answer side by side. */
function One({endpoint, type, types, choose}) {
  const form = useForm({variant: 'valid', data: exampleOf(type)});
  const [sample, show] = useState(/** @type {any} */ (null));
  const submit = form.submit(async values => {
    const data = values.data === exampleOf(type) ? undefined : jsonAt('/data', values.data);
    show(await send(endpoint, {eventType: type.name, variant: values.variant, data}));
  });
  return html`<${Card} title=${t('try.title')}><form class="form" ref=${form.ref} onSubmit=${submit}><${ProblemNotice}
      problem=${form.problem} fields=${['/data']} />
      <div class="row"><${Field} label=${t('delivery.event')}>${attributes => html`<${Select} ...${attributes} value=${type.name}
        options=${types.map(one => [one.name, one.name])} onChange=${choose} />`}</${Field}>
        <${Field} label=${t('try.variant')}
          hint=${t('variant.' + form.values.variant + '.text')}>${attributes => html`<${Select} ...${attributes}
          value=${form.values.variant}
          options=${VARIANTS.map(one => [one, t('variant.' + one)])} onChange=${value => form.set('variant',
              value)} />`}</${Field}></div>
      ${endpoint.format !== 'thin' && html`<details class="more-data"><summary>${t('try.data')}</summary><${AreaField}
          form=${form} name="data" label=${t('report.data')} rows=${8} /></details>`}
      <div><${Button} kind=${sample ? 'plain' : 'primary'} type="submit" icon="bolt"
        busy=${form.busy}>${t('try.send')}</${Button}></div></form>
    ${sample && html`<${Result} sample=${sample} />`}</${Card}>`;
}

function Result({sample}) {
  return html`<div class="sample" aria-live="polite"><div class="sample-head"><${Status} of=${sample.asExpected ? 'succeeded'
      : 'failed'} text=${t(sample.asExpected ? 'try.as-expected' : 'try.unexpected')} />
      <span>${sample.status ? html`<code>${sample.status}</code>` : word('outcome', sample.outcome)} ${t('try.in',
        {time: duration(sample.durationMs)})}</span></div>
    ${sample.advice && html`<${Notice} kind="warn">${sample.advice}</${Notice}>`}${sample.detail
        && html`<p class="note">${sample.detail}</p>`}
    <div class="grid-2"><section class="stack tight"><h3>${t('request.title')}</h3><${RequestView} request=${sample.request} />
      </section>
      <section class="stack tight"><h3>${t('attempts.answer')}</h3>${sample.responseBody ? html`<${Code}
        title=${t('request.body')} text=${pretty(sample.responseBody)} copy=${sample.responseBody} />`
        : html`<p class="none">${t('attempts.empty-body')}</p>`}</section></div></div>`;
}
