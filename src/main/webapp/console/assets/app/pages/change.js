// @ts-check
import {useRef} from 'preact/hooks';
import {explainPage} from '../goto.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useApi, useRepeated} from '../load.js';
import {ROOT} from '../router.js';
import {useTitle} from '../shell.js';
import {Ago, Button, Card, Facts, Id, Named, Notice, PageHead, Pending, Time} from '../ui/basics.js';
import {Answer, ChangeVerdicts, followed} from './verdicts.js';

const FOLLOW_MS = 1000;
const PATIENCE_MS = 30_000;

/** A reported change, followed from the queue to the receivers. */
export default function Change({organization, id}) {
  useTitle(t('page.change'));
  const change = useApi('GET /organizations/{organizationId}/changes/{changeId}', {organizationId: organization, changeId: id});
  const opened = useRef(Date.now());
  const one = change.value;
  const object = one?.resourceId && one.resourceType;
  const all = useApi(object ? 'GET /explanations' : null, {query: {organization, resourceType: one?.resourceType,
      resourceId: one?.resourceId, changeId: id,
    from: one?.receivedAt && new Date(Date.parse(one.receivedAt) - 60_000).toISOString()}});
  const moving = one && (followed(one) || all.value?.items.some(followed));
  const unknown = one?.code === 'not-received' && Date.now() - opened.current < PATIENCE_MS;
  useRepeated(change.reload, moving || unknown ? FOLLOW_MS : 0);
  useRepeated(all.reload, moving && object ? 2 * FOLLOW_MS : 0);
  if (!one) {
    return html`<${Pending} title=${t('page.change')} load=${change} back=${[ROOT + '/report', t('page.report')]} />`;
  }
  const items = all.value?.items.length ? all.value.items : [{...one, changeId: one.id}];
  return html`<${PageHead} back=${[ROOT + '/report', t('page.report')]} title=${one.reportedAs || t('page.change')}
      subtitle=${one.resourceId && html`${one.resourceType} <code dir="auto">${one.resourceId}</code>`}
      actions=${html`${object && html`<${Button} icon="question" data-key="e" href=${explainPage({...one,
          organizationId: organization})}>${t('change.all')}</${Button}>`}
        <${Button} href=${ROOT + '/report'}>${t('change.another')}</${Button}>`} />
    <div class="columns"><div class="stack"><${Answer} items=${items} onDone=${() => { change.reload(); all.reload(); }} />
      ${moving && html`<${Notice} kind="warn">${t('change.following')} ${one.at && Date.parse(one.at) > Date.now() && html`<${Ago}
          at=${one.at} />`}</${Notice}>`}
      <${ChangeVerdicts} group=${{first: {...one, changeId: null}, items}} organization=${organization} onDone=${all.reload} />
        </div>
    <${Card} title=${t('facts')}><${Facts} items=${[[t('explain.change-id'), html`<${Id} id=${id} />`],
      [t('delivery.organization'), html`<${Named} kind="organization" id=${organization} />`],
      one.receivedAt && [t('change.received'), html`<${Time} at=${one.receivedAt} millis />`],
      one.reportedAs && [t('change.reported-as'), one.reportedAs], one.announcedAs && [t('change.announced-as'), one.announcedAs],
      one.messageId && [t('delivery.message'), html`<${Id} id=${one.messageId}
          href=${`${ROOT}/messages/${one.messageId}`} />`]]} /></${Card}></div>`;
}
