// @ts-check
import {explainPage} from '../goto.js';
import {html} from '../html.js';
import {clock, duration, number, t} from '../i18n.js';
import {ROOT} from '../router.js';
import {Card, ProblemNotice, Skeleton, Tag} from '../ui/basics.js';
import {Icon} from '../ui/icons.js';

const RANK = {delete: 3, create: 2, update: 1};

/** What an event type says that happened, by its verb. */
export function operationOf(eventType) {
  const verb = (eventType || '').split('.').pop() || '';
  if (/^(created|added|unlocked|reached)$/.test(verb)) {
    return 'create';
  }
  return /^(deleted|removed)$/.test(verb) ? 'delete' : 'update';
}

/** Why a message names the operation that it does: the changes that it covers, and the rule. */
export function WhyOperation({message, changes}) {
  const single = message.changes === 1;
  return html`<${Card} title=${t('why.title', {operation: t('operation.' + message.resourceOperation)})}>
    <p>${single ? t('why.single.' + message.mode) : t('why.several', {n: message.changes,
      operation: t('operation.' + message.resourceOperation)})}</p>
    ${changes.problem && html`<${ProblemNotice} problem=${changes.problem} retry=${changes.reload} />`}
    ${changes.loading && !changes.value && html`<${Skeleton} lines=${2} />`}
    ${changes.value && html`<${Timeline} items=${changes.value.items} message=${message} />`}</${Card}>`;
}

const changePage = (change, message) =>
  `${ROOT}/changes/${change.organizationId ?? message.organizationId}/${encodeURIComponent(change.id)}`;

/** The changes of a window in their order, and the message at its end. */
function Timeline({items, message}) {
  const ordered = [...items].reverse();
  const decisive = decisiveOf(ordered, message);
  if (ordered.length === 0) {
    return html`<p class="note">${t('why.not-kept')}</p>`;
  }
  const end = {at: message.createdAt};
  const span = Math.max(1, Date.parse(end.at) - Date.parse(ordered[0].receivedAt));
  return html`<ol class="timeline">${ordered.map(change => html`<li key=${change.id + change.receivedAt}
      class=${change === decisive ? 'decisive' : undefined}>
      <span class=${`dot operation-${operationOf(change.reportedAs)}`} aria-hidden="true"></span>
        <span class="when">${clock(change.receivedAt, true)}</span>
      <span class="what"><strong>${change.reportedAs}</strong>${change.announcedAs && change.announcedAs !== change.reportedAs
        && html` <span class="note">
        ${t('why.announced-as', {type: change.announcedAs})}</span>`}${change === decisive
            && html` <${Tag}>${t('why.decisive')}</${Tag}>`}
        ${change.id && html`<a class="note"
            href=${changePage(change, message)}>${t('why.change')}</a>`}</span></li>`)}
    <li class="end"><span class="dot" aria-hidden="true"><${Icon} name="deliveries" size=${11} /></span>
      <span class="when">${clock(end.at, true)}</span>
      <span class="what"><strong>${t(message.mode === 'instant' ? 'why.sent-at-once' : 'why.sent-once')}</strong>
      ${message.mode === 'coalesced' && html` <span class="note">${t('why.after', {time: duration(span)})}</span>`}</span></li>
          </ol>
    ${message.changes !== ordered.length && html`<p class="note">${t('why.differs', {n: ordered.length,
        all: number(message.changes)})}</p>`}
    <p class="note">${t('why.rule')} <a href=${explainPage(message)}>${t('why.explain')}</a></p>`;
}

/** The change that decided: the latest of the most significant ones. */
function decisiveOf(ordered, message) {
  return ordered.length < 2 ? null : ordered.reduce((best, change) =>
    RANK[operationOf(change.announcedAs || change.reportedAs)] >= RANK[operationOf(best.announcedAs || best.reportedAs)] ? change
        : best);
}

/** Pairs of members such as `old_score` and `new_score`, also within members. */
export function pairsOf(data, path = '') {
  const pairs = [];
  for (const [name, value] of Object.entries(data || {})) {
    if (name.startsWith('old_') && 'new_' + name.slice(4) in data) {
      pairs.push([path + name.slice(4), value, data['new_' + name.slice(4)]]);
    } else if (value && typeof value === 'object' && !Array.isArray(value)) {
      pairs.push(...pairsOf(value, path + name + '.'));
    }
  }
  return pairs;
}

/** What the data says that was before and is now. */
export function OldAndNew({data}) {
  const pairs = pairsOf(data);
  return pairs.length > 0 && html`<${Card} title=${t('message.old-new')}><dl class="pairs">${pairs.map(([name, before,
      after]) => html`<div key=${name}><dt>${name}</dt>
    <dd>${JSON.stringify(before) === JSON.stringify(after) ? html`<strong>${text(after)}</strong> <span
      class="note">${t('message.same')}</span>` : html`<${Change} before=${before} after=${after} />`}</dd></div>`)}</dl>
        </${Card}>`;
}

const Change = ({before, after}) => html`<span class="before">${text(before)}</span> <span aria-hidden="true">→</span>
  <span class="hidden">${t('message.becomes')}</span> <strong>${text(after)}</strong>${
  typeof before === 'number' && typeof after === 'number' && html` <span class=${after > before ? 'tone-succeeded'
      : 'tone-failed'}>${after > before ? '+' : '−'}${number(Math.abs(after - before), 2)}</span>`}`;

const text = value => typeof value === 'number' ? number(value, 2) : typeof value === 'string' ? value : JSON.stringify(value);
