// @ts-check
import {useState} from 'preact/hooks';
import {call} from '../api.js';
import {html} from '../html.js';
import {dateTime, number, t} from '../i18n.js';
import {navigate, ROOT} from '../router.js';
import {Button, Notice, ProblemNotice} from '../ui/basics.js';
import {Dialog} from '../ui/dialog.js';
import {Check, SelectField, TextField, useForm} from '../ui/forms.js';
import {useCatalog} from './choices.js';

const STATES = ['failed', 'skipped', 'succeeded'];
const DAY_MS = 86_400_000;

const local = iso => {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

function bodyOf(values, dryRun) {
  const text = name => values[name] ? String(values[name]).trim() : undefined;
  return {
    endpoint: text('endpoint'), application: text('endpoint') ? undefined : text('application'),
    organization: values.organization ? Number(values.organization) : undefined,
    resourceType: text('resourceType'), resourceId: text('resourceId'),
    eventTypes: text('eventType') ? [text('eventType')] : undefined,
    status: STATES.filter(state => values[state]),
    from: values.from ? new Date(values.from).toISOString() : undefined,
    to: values.to ? new Date(values.to).toISOString() : undefined,
    ...(dryRun ? {dryRun: true} : {}),
  };
}

/**
 * Sends many deliveries again: shows how many there are before, and then the job that does it.
 *
 * @param {{preset: Record<string, any>, me: any, onClose: () => void, onStarted?: (job: any) => void, fixed?: boolean}} props
 */
export function RedeliverDialog({preset, me, onClose, onStarted, fixed = false}) {
  const states = preset.status && STATES.includes(preset.status) ? [preset.status] : ['failed', 'skipped'];
  const form = useForm({
    ...preset, from: local(preset.from || Date.now() - DAY_MS), to: preset.to ? local(preset.to) : '',
    failed: states.includes('failed'), skipped: states.includes('skipped'), succeeded: states.includes('succeeded'),
  });
  const [preview, show] = useState(/** @type {any} */ (null));
  const {applications, eventTypes} = useCatalog(me);
  const asked = JSON.stringify(bodyOf(form.values, true));
  const current = preview && preview.asked === asked ? preview : null;
  const count = form.submit(async values => {
    show({asked, ...await call('POST /redeliveries', {body: bodyOf(values, true)})});
  });
  const start = form.submit(async values => {
    const job = await call('POST /redeliveries', {body: bodyOf(values, false)});
    onClose();
    onStarted ? onStarted(job) : navigate(`${ROOT}/redeliveries/${job.id}`);
  });
  return html`<${Dialog} title=${t('redeliver.title')} onClose=${onClose} actions=${html`<${Button}
      onClick=${onClose}>${t('cancel')}</${Button}>
      <${Button} busy=${form.busy && !current} onClick=${count}>${t('redeliver.preview')}</${Button}>
      <${Button} kind="primary" busy=${form.busy && Boolean(current)} disabled=${!current || current.count === 0}
        onClick=${start}>
        ${current && current.count !== undefined ? t('redeliver.start.n', {n: current.count})
            : t('redeliver.start')}</${Button}>`}>
    <form class="form" ref=${form.ref} onSubmit=${count}><p class="note">${t('redeliver.text')}</p>
      <${ProblemNotice} problem=${form.problem} fields=${['/from', '/to', '/status', '/application', '/endpoint', '/organization',
        '/eventTypes', '/resourceType', '/resourceId']} />
      <div class="row"><${TextField} form=${form} name="from" type="datetime-local" label=${t('filter.from')} required />
        <${TextField} form=${form} name="to" type="datetime-local" label=${t('filter.to')} hint=${t('redeliver.until-now')} />
          </div>
      <fieldset><legend class="legend-like">${t('redeliver.states')}</legend><div class="buttons">${STATES.map(state => html`
        <${Check} key=${state} checked=${form.values[state]} onChange=${value => form.set(state,
          value)}>${t('status.' + state)}</${Check}>`)}</div></fieldset>
      ${!fixed && html`<div class="row">${me.role !== 'application' && html`<${SelectField} form=${form} name="application"
          label=${t('filter.application')}
          options=${[['', t('all')], ...applications.map(one => [one.id, one.name])]} />`}
        <${TextField} form=${form} name="endpoint" label=${t('filter.endpoint')} placeholder="ep_…" /></div>`}
      <div class="row"><${SelectField} form=${form} name="eventType" pointer="/eventTypes" label=${t('filter.event')}
        options=${[['', t('all')], ...eventTypes.map(one => [one.name, one.name])]} />
        <${TextField} form=${form} name="organization" label=${t('filter.organization')} inputmode="numeric"
          placeholder="12345" /></div>
      <button type="submit" hidden></button></form>
    <${Preview} preview=${current} /></${Dialog}>`;
}

function Preview({preview}) {
  if (!preview) {
    return null;
  }
  if (preview.count === 0) {
    return html`<${Notice} live>${t('redeliver.none')}</${Notice}>`;
  }
  return html`<${Notice} kind="good" live title=${preview.count === undefined ? t('redeliver.at-least',
      {n: number(preview.atLeast)}) : t('redeliver.count', {n: preview.count})}>
    ${preview.oldest && t('redeliver.between', {from: dateTime(preview.oldest), to: dateTime(preview.newest)})}</${Notice}>`;
}
