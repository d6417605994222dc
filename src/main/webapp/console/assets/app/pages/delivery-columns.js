// @ts-check
import {html} from '../html.js';
import {number, t, word} from '../i18n.js';
import {Named, Status, Tag, Time} from '../ui/basics.js';

/** An object as its type and its id. */
export const ObjectName = ({type, id}) => html`<span class="two-lines"><span>${type}</span><code title=${id}
    dir="auto">${id}</code></span>`;

/** What the last attempt of a delivery came to: the status, or why there was none. */
export function Outcome({delivery}) {
  if (delivery.lastStatus) {
    const good = delivery.lastOutcome === 'succeeded';
    return html`<code class=${good ? 'tone-succeeded' : 'tone-failed'}>${delivery.lastStatus}</code>`;
  }
  if (delivery.reason) {
    return html`<span class="note">${word('reason', delivery.reason)}</span>`;
  }
  return delivery.lastOutcome ? html`<span class="tone-failed">${word('outcome', delivery.lastOutcome)}</span>`
      : html`<span class="none">–</span>`;
}

/** The columns of a list of deliveries; a page of one endpoint leaves out where they go. */
export function deliveryColumns({endpoint = true} = {}) {
  return [
    {key: 'at', title: t('delivery.created'), width: 3, cell: one => html`<${Time} at=${one.createdAt} short />
      <span class="until-s"><${Status} of=${one.status} /></span>`},
    {key: 'status', title: t('delivery.status'), width: 2, from: 's', cell: one => html`<${Status} of=${one.status} />`},
    {key: 'event', title: t('delivery.event'), width: 'auto', cell: one => html`<${ObjectName} type=${one.eventType}
        id=${one.resourceId} />`},
    {key: 'organization', title: t('delivery.organization'), width: 4, from: 'xl', cell: one => html`<${Named} kind="organization"
        id=${one.organizationId} link=${false} />`},
    endpoint && {key: 'endpoint', title: t('delivery.endpoint'), width: 'auto', from: 'm',
        cell: one => html`<span class="two-lines">
      <span title=${one.url}>${one.url || one.endpointId}</span><${Named} kind="application" id=${one.applicationId}
        link=${false} /></span>`},
    {key: 'how', title: t('delivery.mode'), width: 2, from: 'l', cell: one => html`<span class="two-lines">
        <span>${t('mode.' + one.mode)}</span>
        <span>${one.changes > 1 && t('delivery.n-changes', {n: one.changes})}</span></span>`},
    {key: 'outcome', title: t('delivery.answer'), width: 1, number: true, from: 's', cell: one => html`<${Outcome}
        delivery=${one} />`},
    {key: 'attempts', title: t('delivery.attempts'), width: 1, number: true, from: 'l', cell: one => number(one.attempts)},
  ].filter(Boolean);
}

/** A mode as a word in a box. */
export const Mode = ({of}) => html`<${Tag}>${t('mode.' + of)}</${Tag}>`;
