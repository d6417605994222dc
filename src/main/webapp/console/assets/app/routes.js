// @ts-check
/**
 * The pages of the console: pattern, module, key of the title, roles. A module is loaded when its page is shown first. A page
 * with a `menu` stands in the menu, under that heading.
 */
const EVERYBODY = ['operator', 'organization', 'application'];
const OPERATOR = ['operator'];
const OWNERS = ['operator', 'organization'];

export const PAGES = [
  {path: '/', name: 'overview', load: () => import('./pages/overview.js'), roles: EVERYBODY, menu: 'start', icon: 'overview',
      key: 'o'},
  {path: '/explain', name: 'explain', load: () => import('./pages/explain.js'), roles: EVERYBODY, menu: 'start', icon: 'question',
      key: 'x'},
  {path: '/deliveries', name: 'deliveries', load: () => import('./pages/deliveries.js'), roles: EVERYBODY, menu: 'traffic',
      icon: 'deliveries', key: 'd'},
  {path: '/deliveries/:id', name: 'delivery', load: () => import('./pages/delivery.js'), roles: EVERYBODY, within: 'deliveries'},
  {path: '/messages', name: 'messages', load: () => import('./pages/messages.js'), roles: EVERYBODY, menu: 'traffic',
      icon: 'message', key: 'm'},
  {path: '/messages/:id', name: 'message', load: () => import('./pages/message.js'), roles: EVERYBODY, within: 'messages'},
  {path: '/redeliveries', name: 'redeliveries', load: () => import('./pages/redeliveries.js'), roles: EVERYBODY,
      within: 'deliveries'},
  {path: '/redeliveries/:id', name: 'redelivery', load: () => import('./pages/redeliveries.js'), roles: EVERYBODY,
      within: 'deliveries'},
  {path: '/report', name: 'report', load: () => import('./pages/report.js'), roles: OWNERS, menu: 'traffic', icon: 'report',
      needs: 'report'},
  {path: '/changes/:organization/:id', name: 'change', load: () => import('./pages/change.js'), roles: OWNERS, within: 'report'},
  {path: '/rejected', name: 'rejected', load: () => import('./pages/rejected.js'), roles: OWNERS, menu: 'traffic',
      icon: 'rejected', key: 'r'},
  {path: '/refusals', name: 'refusals', load: () => import('./pages/refusals.js'), roles: OWNERS, within: 'rejected'},
  {path: '/rejected/:id', name: 'rejected-message', load: () => import('./pages/rejected-message.js'), roles: OWNERS,
      within: 'rejected'},
  {path: '/endpoints', name: 'endpoints', load: () => import('./pages/endpoints.js'), roles: EVERYBODY, menu: 'receivers',
      icon: 'endpoint', key: 'e'},
  {path: '/endpoints/new', name: 'new-endpoint', load: () => import('./pages/endpoint-form.js'), roles: EVERYBODY,
      within: 'endpoints'},
  {path: '/endpoints/:id', name: 'endpoint', load: () => import('./pages/endpoint.js'), roles: EVERYBODY, within: 'endpoints'},
  {path: '/endpoints/:id/:tab', name: 'endpoint', load: () => import('./pages/endpoint.js'), roles: EVERYBODY,
      within: 'endpoints'},
  {path: '/applications', name: 'applications', load: () => import('./pages/applications.js'), roles: EVERYBODY,
      menu: 'receivers', icon: 'application', key: 'a'},
  {path: '/applications/:id', name: 'application', load: () => import('./pages/application.js'), roles: EVERYBODY,
      within: 'applications'},
  {path: '/organizations', name: 'organizations', load: () => import('./pages/organizations.js'), roles: EVERYBODY,
      menu: 'receivers', icon: 'organization', key: 'g'},
  {path: '/organizations/:id', name: 'organization', load: () => import('./pages/organization.js'), roles: EVERYBODY,
      within: 'organizations'},
  {path: '/enablement', name: 'enablement', load: () => import('./pages/enablement.js'), roles: OWNERS, menu: 'receivers',
      icon: 'matrix'},
  {path: '/catalog', name: 'catalog', load: () => import('./pages/catalog.js'), roles: EVERYBODY, menu: 'receivers',
      icon: 'catalog', key: 'c'},
  {path: '/catalog/:name', name: 'event-type', load: () => import('./pages/event-type.js'), roles: EVERYBODY, within: 'catalog'},
  {path: '/verify', name: 'verify', load: () => import('./pages/verify.js'), roles: EVERYBODY, menu: 'receivers', icon: 'verify',
      key: 'v'},
  {path: '/keys', name: 'keys', load: () => import('./pages/keys.js'), roles: EVERYBODY, menu: 'access', icon: 'key', key: 'k'},
  {path: '/portal-links', name: 'portal-links', load: () => import('./pages/portal-links.js'), roles: EVERYBODY, menu: 'access',
      icon: 'link', needs: 'manage'},
  {path: '/audit', name: 'audit', load: () => import('./pages/audit.js'), roles: EVERYBODY, menu: 'access', icon: 'audit',
      key: 'u'},
  {path: '/system', name: 'system', load: () => import('./pages/system.js'), roles: OPERATOR, menu: 'access', icon: 'system',
      key: 's'},
  {path: '/go/:id', name: 'go', load: () => import('./pages/go.js'), roles: EVERYBODY},
];

/** The headings of the menu, in order. */
export const MENU = ['start', 'traffic', 'receivers', 'access'];

/** The pages of the menu for a session. */
export const menuFor = me => PAGES.filter(page => page.menu && page.roles.includes(me.role)
  && (!page.needs || (me.capabilities || []).includes(page.needs)));
