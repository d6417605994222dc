// @ts-check
import {html} from '../html.js';
import {has, t} from '../i18n.js';
import {useList} from '../load.js';
import {Button, Empty, Id, ProblemNotice, Skeleton, Time} from '../ui/basics.js';
import {Diff} from '../ui/code.js';
import {Icon} from '../ui/icons.js';

/** What was done to an object, the newest first. */
export function History({object}) {
  const list = useList('GET /audit-log', {query: {object}});
  if (!list.items) {
    return list.problem ? html`<${ProblemNotice} problem=${list.problem} retry=${list.reload} />` : html`<${Skeleton}
        lines=${6} />`;
  }
  return list.items.length === 0 ? html`<${Empty} icon="audit" title=${t('history.none')}>${t('history.none.text')}</${Empty}>`
    : html`<div class="entries">${list.items.map(entry => html`<${AuditRow} key=${entry.id} entry=${entry} />`)}</div>
      ${list.next && html`<div class="table-foot"><${Button} busy=${list.loading} onClick=${list.more}>${t('older')}</${Button}>
          </div>`}`;
}

/** What was done, such as `endpoint.created`, as "Endpoint created". */
export function actionName(action) {
  const [kind, verb] = action.split('.');
  return has('action.kind.' + kind) && has('action.verb.' + verb) ? t('action.kind.' + kind) + ' ' + t('action.verb.' + verb)
      : action;
}

/** One entry of the audit log, with what it changed; `href` is the page of its object. */
export function AuditRow({entry, href, named = false}) {
  const plain = !entry.before && !entry.after;
  const head = html`<span class="entry-when"><${Time} at=${entry.at} /></span>
    <span class="entry-action">${actionName(entry.action)}</span>
    ${named && html`<span class="entry-object"><${Id} id=${entry.objectId} copy=${false} href=${plain && href} /></span>`}
    <span class="entry-actor"><${Icon} name="user" size=${13} /><bdi title=${entry.actorId}>${entry.actorName}</bdi></span>`;
  return plain ? html`<div class="entry"><div class="entry-head">${head}</div></div>`
    : html`<details class="entry"><summary class="entry-head">${head}<${Icon} name="down" size=${14} /></summary>
      <div class="entry-body stack tight">${href && html`<p><a href=${href}>${t('audit.open')}</a></p>`}
        <${Diff} before=${entry.before} after=${entry.after} /></div></details>`;
}
