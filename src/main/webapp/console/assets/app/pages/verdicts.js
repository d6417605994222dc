// @ts-check
import {useState} from 'preact/hooks';
import {follow} from '../api.js';
import {pageOfApi} from '../goto.js';
import {classes, html} from '../html.js';
import {has, t, word} from '../i18n.js';
import {navigate, ROOT} from '../router.js';
import {Ago, Button, Card, Id, Named, Notice, Tag, Time} from '../ui/basics.js';
import {confirm, toast} from '../ui/dialog.js';
import {Icon} from '../ui/icons.js';

/** The stations of a change, in order. */
export const STATIONS = ['intake', 'queue', 'coalescing', 'subscription', 'delivery', 'receiver'];

const ARRIVED = ['delivered', 'summarised', 'outranked', 'instant'];
const MOVING = ['queued', 'waiting', 'due', 'paused', 'rate-limited', 'waits-for-turn', 'waits-for-poll', 'retrying'];
const NEUTRAL = ['repeated', 'silent', 'part-of', 'parent-only', 'other-mode', 'created-later', 'unclear', 'not-selected',
    'filtered-out', 'lacks-flags', 'no-endpoint', 'not-enabled', 'not-named', 'not-received'];

/** How a verdict looks: good, on its way, not concerned, or stopped. */
export function toneOf(verdict) {
  if (ARRIVED.includes(verdict.code)) {
    // A summary says that it was announced; whether the receiver took it, its station says.
    return verdict.station === 'receiver' ? 'good' : 'bad';
  }
  return MOVING.includes(verdict.code) ? 'wait' : NEUTRAL.includes(verdict.code) ? 'idle' : 'bad';
}

/** Whether there will be news soon. */
export const followed = verdict => ['queued', 'waiting', 'due'].includes(verdict.code)
  || verdict.code === 'retrying' && verdict.at && Date.parse(verdict.at) - Date.now() < 60_000;

const ICONS = {good: 'check', bad: 'cross', wait: 'clock', idle: 'minus'};
const FIRST = 5;
const URGENCY = {bad: 0, wait: 1, good: 2, idle: 3};

/** The verdicts of each change together, the newest change first. */
export function grouped(items) {
  const groups = new Map();
  for (const verdict of items) {
    const key = (verdict.changeId || '') + (verdict.receivedAt || '') + (verdict.reportedAs || '');
    if (!groups.has(key)) {
      groups.set(key, {key, first: verdict, items: []});
    }
    groups.get(key).items.push(verdict);
  }
  return [...groups.values()];
}

/** The verdicts of one change, the endpoint where it went worst first. */
const byUrgency = items => [...items].sort((a, b) => URGENCY[toneOf(a)] - URGENCY[toneOf(b)]);

/** The one answer that matters most: the worst of the newest change. */
export function decisive(items) {
  const [newest] = grouped(items);
  return newest && byUrgency(newest.items)[0];
}

/** The answer in one box, with what helps. */
export function Answer({items, onDone}) {
  const verdict = decisive(items);
  if (!verdict) {
    return html`<${Notice} title=${t('explain.nothing')}>${t('explain.nothing.text')}</${Notice}>`;
  }
  const tone = toneOf(verdict);
  const others = items.filter(one => one !== verdict);
  return html`<section class="answer ${tone}" role="status"><span class="answer-mark"><${Icon} name=${ICONS[tone]} size=${22} />
      </span>
    <div class="answer-text"><h2>${word('verdict', verdict.code)}</h2><p>${verdict.sentence}</p>
      ${verdict.at && Date.parse(verdict.at) > Date.now() && html`<p class="note"><${Ago} at=${verdict.at} /></p>`}
      ${verdict.exact === false && html`<p class="note">${t('verdict.inexact')}</p>`}
      ${others.length > 0 && html`<p class="note">${t('explain.others', {n: others.length})}</p>`}</div>
    <${Remedy} verdict=${verdict} onDone=${onDone} kind="primary" /></section>`;
}

/** What the API suggests: a page to look at, or a request to send. */
export function Remedy({verdict, onDone, kind = 'plain'}) {
  const remedy = verdict.remedy;
  if (!remedy) {
    return null;
  }
  if (!remedy.link || !remedy.method) {
    return html`<p class="remedy-text">${remedy.text}</p>`;
  }
  const label = has('remedy.' + verdict.code) ? t('remedy.' + verdict.code) : remedy.text;
  const page = pageOfApi(remedy.link);
  const sends = ['POST', 'PUT'].includes(remedy.method) && !/\/(changes|endpoints|dry-run|filter-checks)$/.test(remedy.link);
  if (!sends) {
    return page && html`<${Button} kind=${kind} class="small" href=${page}>${label}</${Button}>`;
  }
  const go = async () => {
    const done = await confirm({title: label, text: remedy.text, label, action: () => follow(remedy.method, remedy.link)});
    if (done) {
      toast(t('remedy.done'));
      onDone ? onDone() : page && navigate(page);
    }
  };
  return html`<${Button} kind=${kind} class="small" onClick=${go}>${label}</${Button}>`;
}

/** One change with its way, for every endpoint that it concerns. */
export function ChangeVerdicts({group, organization, onDone}) {
  const change = group.first;
  const title = change.reportedAs ? html`${change.reportedAs}` : t('explain.no-change');
  return html`<${Card} class="change-card" title=${title} note=${change.receivedAt && html`<${Time}
      at=${change.receivedAt} millis />`}
      actions=${change.changeId && html`<${Id} id=${change.changeId}
          href=${`${ROOT}/changes/${organization}/${encodeURIComponent(change.changeId)}`} />`}>
    ${change.announcedAs && change.announcedAs !== change.reportedAs && html`<p class="note">${t('why.announced-as',
        {type: change.announcedAs})}</p>`}
    <${Verdicts} items=${group.items} onDone=${onDone} /></${Card}>`;
}

/** Verdicts for many endpoints: the first ones, and the others when somebody wants to see them. */
export function Verdicts({items, onDone}) {
  const [most, show] = useState(FIRST);
  const left = items.length - most;
  return html`<ul class="verdicts">${byUrgency(items).slice(0, most).map((verdict, i) => html`<li
      key=${verdict.endpointId || verdict.applicationId || i}><${VerdictRow} verdict=${verdict} onDone=${onDone} /></li>`)}</ul>
    ${left > 0 && html`<div><${Button} onClick=${() => show(items.length)}>${t('explain.show-others',
        {n: left})}</${Button}></div>`}`;
}

/** A verdict: its application or endpoint, the stations it passed, and what stopped it. */
export function VerdictRow({verdict, onDone}) {
  const tone = toneOf(verdict);
  return html`<article class="verdict"><div class="verdict-head">
      <span class="status ${tone}"><${Icon} name=${ICONS[tone]} size=${12} />${word('verdict', verdict.code)}</span>
      ${verdict.endpointId ? html`<${Named} kind="endpoint" id=${verdict.endpointId} />` : null}
      ${verdict.applicationId && html`<${Tag}><${Named} kind="application" id=${verdict.applicationId} link=${false} />
          </${Tag}>`}</div>
    <${Way} verdict=${verdict} tone=${tone} />
    <p class="verdict-sentence">${verdict.sentence}${verdict.exact === false
      && html` <span class="note">${t('verdict.inexact')}</span>`}</p>
    <div class="verdict-foot">${verdict.messageId && html`<span class="note">${t('delivery.message')} <${Id}
      id=${verdict.messageId} href=${`${ROOT}/messages/${verdict.messageId}`} /></span>`}
      ${verdict.deliveryId && html`<span class="note">${t('page.delivery')} <${Id} id=${verdict.deliveryId}
          href=${`${ROOT}/deliveries/${verdict.deliveryId}`} /></span>`}
      ${verdict.rejectedMessageId && html`<span class="note">${t('page.rejected-message')} <${Id} id=${verdict.rejectedMessageId}
          href=${`${ROOT}/rejected/${verdict.rejectedMessageId}`} /></span>`}
      <${Remedy} verdict=${verdict} onDone=${onDone} /></div></article>`;
}

/** The stations as a line: those that were passed, the one where it stopped, those that it did not reach. */
function Way({verdict, tone}) {
  const stop = STATIONS.indexOf(verdict.station);
  const state = i => i < stop ? 'passed' : i > stop ? 'ahead' : tone === 'good' ? 'passed' : tone;
  const mark = {passed: 'check', bad: 'cross', wait: 'clock', idle: 'minus', ahead: 'dots'};
  return html`<ol class="way" aria-label=${t('station.way')}>${STATIONS.map((station, i) => html`<li key=${station}
      class=${classes('station', state(i))} aria-current=${i === stop ? 'step' : undefined}>
    <span class="station-mark"><${Icon} name=${mark[state(i)]} size=${11} /></span>
      <span class="station-name">${t('station.' + station)}<span class="hidden">: ${t('station.is.' + state(i))}</span></span>
      </li>`)}</ol>`;
}
