// @ts-check
import {ROOT} from './router.js';

const PREFIXES = {
  dl_: 'deliveries', wh_: 'messages', ep_: 'endpoints', app_: 'applications', rm_: 'rejected', rd_: 'redeliveries',
};

/** The page of an id of Carillon's, or null if its kind has none. */
export function pageOfId(id) {
  const prefix = Object.keys(PREFIXES).find(one => id.startsWith(one));
  return prefix ? `${ROOT}/${PREFIXES[prefix]}/${encodeURIComponent(id)}` : null;
}

/**
 * The page that shows what a path of the API shows, for remedies and search hits.
 *
 * @param {string} href such as `/api/v1/deliveries/dl_…/attempts`
 */
export function pageOfApi(href) {
  const url = new URL(href, location.origin);
  const [, , , kind, id, part, more] = url.pathname.split('/');
  const path = (...names) => ROOT + '/' + names.filter(Boolean).join('/');
  switch (kind) {
    case 'deliveries': return id ? path('deliveries', id) : path('deliveries') + url.search;
    case 'messages': return id ? path('messages', id) : path('messages') + url.search;
    case 'endpoints': return path('endpoints', id, part === 'enable' || !id ? '' : 'settings');
    case 'applications': return part === 'endpoints' ? path('endpoints', 'new') + '?application=' + id : path('applications', id);
    case 'organizations': return part === 'changes' ? path('changes', id, more) : path('organizations', id);
    case 'rejected-messages': return id === 'jobs' ? path('rejected') + '?jobs=1' : path('rejected', id);
    case 'redeliveries': return path('redeliveries', id);
    case 'resource-types': return path('catalog') + '?tab=objects';
    case 'event-types': return path('catalog', id);
    case 'explanations': return path('explain') + url.search;
    case 'changes': return path('explain') + url.search;
    default: return null;
  }
}

/** The explanation of an object. */
export function explainPage({organizationId, resourceType, resourceId, ...more}) {
  const query = new URLSearchParams({organization: organizationId, resourceType, resourceId});
  Object.entries(more).forEach(([name, value]) => value && query.set(name, value));
  return `${ROOT}/explain?${query}`;
}
