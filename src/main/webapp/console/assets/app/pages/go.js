// @ts-check
import {useEffect} from 'preact/hooks';
import {pageOfApi, pageOfId} from '../goto.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useApi} from '../load.js';
import {navigate} from '../router.js';
import {NotFound} from '../shell.js';
import {ProblemNotice, Skeleton} from '../ui/basics.js';

/** Leads from any id to its page: the address that mails and logs can name. */
export default function Go({id}) {
  const direct = pageOfId(id);
  const search = useApi(direct ? null : 'GET /search', {query: {q: id}});
  const page = direct || search.value?.items.map(hit => pageOfApi(hit.href)).find(Boolean);
  useEffect(() => { page && navigate(page, {replace: true}); }, [page]);
  return search.problem ? html`<${ProblemNotice} problem=${search.problem} />` : search.value && !page ? html`<${NotFound} />`
      : html`<${Skeleton} label=${t('loading')} />`;
}
