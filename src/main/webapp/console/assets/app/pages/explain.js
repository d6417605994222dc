// @ts-check
import {useEffect, useState} from 'preact/hooks';
import {html} from '../html.js';
import {dateTime, t} from '../i18n.js';
import {useApi} from '../load.js';
import {ROOT, setQuery} from '../router.js';
import {useTitle} from '../shell.js';
import {Button, Card, Copy, Empty, Notice, PageHead, ProblemNotice, Skeleton, Tabs} from '../ui/basics.js';
import {OrganizationList, useCatalog, useOrganizations} from './choices.js';
import {DryRun} from './dry-run.js';
import {Answer, ChangeVerdicts, followed, grouped} from './verdicts.js';

const FOLLOW_MS = 2000;
const AROUND_MS = {PT5M: 300_000, PT1H: 3_600_000, P1D: 86_400_000, P7D: 604_800_000};

/** "Why did I not get it?": the fate of each change of an object, station by station. */
export default function Explain({me, query}) {
  useTitle(t('page.explain'));
  const tab = query.get('tab') === 'dry-run' ? 'dry-run' : 'past';
  return html`<${PageHead} title=${t('explain.title')} subtitle=${t('explain.subtitle')} />
    <${Tabs} label=${t('page.explain')} current=${tab} items=${[['past', t('explain.past'), ROOT + '/explain'], ['dry-run',
      t('explain.dry-run'), ROOT + '/explain?tab=dry-run']]} />
    ${tab === 'dry-run' ? html`<${DryRun} me=${me} query=${query} />` : html`<${Past} me=${me} query=${query} />`}`;
}

/** The period of a question: around a moment, or the last while. */
function periodOf(query) {
  const within = AROUND_MS[query.get('within')] ? query.get('within') : query.get('around') ? 'PT1H' : 'P1D';
  const around = query.get('around');
  if (around && !Number.isNaN(Date.parse(around))) {
    return {within, from: new Date(Date.parse(around) - AROUND_MS[within]).toISOString(),
        to: new Date(Math.min(Date.now() + 60_000, Date.parse(around) + AROUND_MS[within])).toISOString()};
  }
  return {within, from: new Date(Math.floor((Date.now() - AROUND_MS[within]) / 60_000) * 60_000).toISOString(), to: undefined};
}

function Past({me, query}) {
  const names = ['organization', 'resourceType', 'resourceId', 'application', 'endpoint', 'changeId'];
  const asked = Object.fromEntries(names.map(name => [name, query.get(name) || '']));
  const complete = asked.organization && asked.resourceType && asked.resourceId;
  const {from, to} = query.get('from') ? {from: query.get('from'), to: query.get('to')} : periodOf(query);
  const answer = useApi(complete ? 'GET /explanations' : null, {query: {...asked, from, to}});
  const moving = answer.value?.items.some(followed);
  useEffect(() => {
    const timer = moving && setTimeout(answer.reload, FOLLOW_MS);
    return () => clearTimeout(timer);
  }, [moving, answer.value]);
  return html`<${Question} me=${me} query=${query} busy=${answer.loading && Boolean(complete)} />
    <${ProblemNotice} problem=${answer.problem} retry=${answer.reload} />
    ${!complete && html`<${Empty} icon="question" title=${t('explain.start')}>${t('explain.start.text')}</${Empty}>`}
    ${complete && answer.loading && !answer.value && html`<${Skeleton} lines=${6} />`}
    ${answer.value && complete && html`<${Found} value=${answer.value} asked=${asked} moving=${moving}
        onDone=${answer.reload} />`}`;
}

function Found({value, asked, moving, onDone}) {
  const groups = grouped(value.items);
  return html`<div class="stack explained"><${Answer} items=${value.items} onDone=${onDone} />
    ${value.truncated && html`<${Notice} kind="warn">${t('explain.truncated', {from: dateTime(value.from)})}</${Notice}>`}
    ${groups.map(group => html`<${ChangeVerdicts} key=${group.key} group=${group} organization=${asked.organization}
        onDone=${onDone} />`)}
    <div class="explain-foot"><p class="note" role="status">${moving ? t('explain.following') : t('explain.covers',
      {from: dateTime(value.from), to: dateTime(value.to)})}</p>
      <${Copy} kind="plain" text=${() => location.href}>${t('copy.link')}</${Copy}>
      <${Copy} kind="plain" text=${() => value.items.map(one => `${one.receivedAt
        || ''} ${one.code}: ${one.sentence}`).join('\n')}>${t('copy.text')}</${Copy}></div></div>`;
}

/** The question as a form. What the address says stands in it. */
function Question({me, query, busy}) {
  const own = me.role === 'organization' ? String(me.organization?.id ?? me.scope.split(':')[1]) : '';
  const organizations = useOrganizations(own);
  const only = own || (organizations.length === 1 ? String(organizations[0].id) : '');
  const read = () => ({organization: query.get('organization') || only, resourceType: query.get('resourceType') || '',
      resourceId: query.get('resourceId') || '',
    application: query.get('application') || '', endpoint: query.get('endpoint') || '', changeId: query.get('changeId') || '',
        within: periodOf(query).within});
  const [values, setValues] = useState(read);
  const {resourceTypes, applications} = useCatalog(me);
  useEffect(() => setValues(read()), [query.toString()]);
  useEffect(() => setValues(old => ({...old, organization: old.organization || only})), [only]);
  const set = name => event => setValues({...values, [name]: event.currentTarget.value});
  const more = Boolean(values.application || values.endpoint || values.changeId || query.get('around'));
  return html`<${Card} class="question"><form onSubmit=${event => {
    event.preventDefault();
    setQuery({...values, from: null, to: null}, {replace: false});
  }}><div class="question-main">
      <label>${t('explain.organization')}<input required inputmode="numeric" pattern="[0-9]+" readonly=${Boolean(own)}
        value=${values.organization} onInput=${set('organization')} placeholder="12345" list="explain-organizations"
        autocomplete="off" /></label>
      <${OrganizationList} id="explain-organizations" organizations=${organizations} />
      <label>${t('explain.type')}<input required list="explain-types" value=${values.resourceType} onInput=${set('resourceType')}
        placeholder="team" autocomplete="off" /></label>
      <datalist id="explain-types">${resourceTypes.map(one => html`<option key=${one.name} value=${one.name}>
        </option>`)}</datalist>
      <label>${t('explain.id')}<input required data-search dir="auto" value=${values.resourceId} onInput=${set('resourceId')}
        placeholder="ab9f4201" autocomplete="off" spellcheck=${false} /></label>
      <label>${t('explain.within')}<span class="select"><select value=${values.within}
        onChange=${set('within')}>${Object.keys(AROUND_MS).map(key => html`
        <option key=${key} value=${key} selected=${values.within === key}>${t((query.get('around') ? 'explain.around.'
          : 'explain.last.') + key)}</option>`)}</select></span></label>
      <${Button} kind="primary" type="submit" icon="question" busy=${busy}>${t('explain.submit')}</${Button}></div>
    <details class="question-more" open=${more}><summary>${t('explain.more')}</summary><div class="row">
      <label>${t('filter.application')}<span class="select"><select value=${values.application} onChange=${set('application')}>
        <option value="">${t('all')}</option>${applications.map(one => html`
        <option key=${one.id} value=${one.id} selected=${one.id === values.application}>${one.name}</option>`)}</select></span>
          </label>
      <label>${t('filter.endpoint')}<input value=${values.endpoint} onInput=${set('endpoint')} placeholder="ep_…" /></label>
      <label>${t('explain.change-id')}<input value=${values.changeId} onInput=${set('changeId')} placeholder="ch_…" /></label>
        </div>
      ${query.get('around') && html`<p class="note">${t('explain.around',
          {at: dateTime(query.get('around'))})} <button type="button" class="link" onClick=${() => setQuery({around: null,
          within: null})}>
        ${t('explain.around.drop')}</button></p>`}</details></form></${Card}>`;
}
