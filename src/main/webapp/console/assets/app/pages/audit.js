// @ts-check
import {pageOfId} from '../goto.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useList} from '../load.js';
import {ROOT} from '../router.js';
import {useTitle} from '../shell.js';
import {Button, Empty, PageHead, ProblemNotice, Skeleton} from '../ui/basics.js';
import {ChoicePill, ExportMenu, FilterBar, RangePill, TextPill, useFilters, useRange} from '../ui/filters.js';
import {actionName, AuditRow} from './history.js';

const NAMES = ['action', 'actor', 'object'];
const VERBS = {
  endpoint: ['created', 'changed', 'replaced', 'enabled', 'disabled', 'deleted', 'redelivered', 'secret-shown', 'secret-rotated',
      'secret-overlap-ended', 'key-rotated', 'key-overlap-ended', 'headers-shown'],
  application: ['created', 'changed', 'replaced', 'deleted'], organization: ['created', 'changed', 'replaced', 'deleted'],
      enablement: ['created', 'deleted'],
  'api-key': ['created', 'changed', 'replaced', 'revoked'], 'event-type': ['created', 'replaced', 'changed', 'deleted'],
      'resource-type': ['created', 'replaced', 'changed', 'deleted'],
  message: ['content-removed'], delivery: ['redelivered'], redelivery: ['started', 'stopped'],
      'rejected-message': ['requeued', 'corrected', 'deleted'],
      'portal-link': ['created', 'redeemed', 'ended'], console: ['signed-in', 'signed-out'],
};
const ACTIONS = Object.entries(VERBS).flatMap(([kind, verbs]) => verbs.map(verb => kind + '.' + verb));

/** The page of an object by its id and the kind of the action. */
function pageOf(entry) {
  const kind = entry.action.split('.')[0];
  const id = entry.objectId;
  if (kind === 'organization') {
    return `${ROOT}/organizations/${id}`;
  }
  return kind === 'event-type' ? `${ROOT}/catalog/${id}` : kind === 'enablement' ? `${ROOT}/organizations/${id.split('/')[0]}`
      : pageOfId(id);
}

/** Who changed what, member by member. */
export default function Audit() {
  useTitle(t('page.audit'));
  const filters = useFilters(NAMES);
  const {from, to, range} = useRange();
  const options = {query: {...filters, from, to}};
  const list = useList('GET /audit-log', options);
  const filtered = NAMES.some(name => filters[name]) || range || from;
  return html`<${PageHead} title=${t('page.audit')} subtitle=${t('audit.subtitle')} actions=${html`<${ExportMenu}
      operation="GET /audit-log" options=${options} name="audit-log" />`} />
    <${FilterBar} names=${[...NAMES, 'range', 'from', 'to']}><${ChoicePill} name="action" label=${t('audit.action')}
      options=${ACTIONS.map(one => [one, actionName(one)])} />
      <${TextPill} name="actor" label=${t('audit.actor')} hint="key_…" /><${TextPill} name="object" label=${t('audit.object')}
        hint="ep_…" /><${RangePill} ranges=${['PT1H', 'P1D', 'P7D', 'P30D']} /></${FilterBar}>
    ${list.problem && html`<${ProblemNotice} problem=${list.problem} retry=${list.reload} />`}${!list.items && !list.problem
        && html`<${Skeleton} lines=${8} />`}
    ${list.items && (list.items.length === 0 && !list.next ? html`<${Empty} icon="audit" title=${t(filtered ? 'audit.none-match'
        : 'audit.none')} />`
      : html`<div class="entries">${list.items.map(entry => html`<${AuditRow} key=${entry.id} entry=${entry} named
          href=${pageOf(entry)} />`)}</div>`)}
    ${list.next && html`<div class="table-foot"><${Button} busy=${list.loading} onClick=${list.more}>${t('older')}</${Button}>
        </div>`}`;
}
