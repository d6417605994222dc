// @ts-check
import {useCallback, useEffect, useState} from 'preact/hooks';
import {all, call} from '../api.js';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {useApi} from '../load.js';
import {noteNames} from '../names.js';
import {TextField} from '../ui/forms.js';

const KEPT_MS = 60_000;
let kept = {at: 0, who: '', promise: /** @type {Promise<any>|null} */ (null)};

async function load() {
  const [eventTypes, resourceTypes, applications] = await Promise.all([
    all('GET /event-types'), all('GET /resource-types'), call('GET /applications',
        {query: {limit: 200}}).then(page => page.items)]);
  noteNames('application', applications);
  return {eventTypes, resourceTypes, applications};
}

/** The catalog and the applications, loaded once for all pages. */
export function catalog(me, fresh = false) {
  const who = me.keyId + me.scope;
  if (fresh || !kept.promise || kept.who !== who || Date.now() - kept.at > KEPT_MS) {
    kept = {at: Date.now(), who, promise: load()};
    kept.promise?.catch(() => { kept.promise = null; });
  }
  return /** @type {Promise<any>} */ (kept.promise);
}

/** The catalog and the applications as they are, or empty lists until they are there. */
export function useCatalog(me) {
  const [value, set] = useState({eventTypes: [], resourceTypes: [], applications: [], loaded: false});
  const [turn, again] = useState(0);
  useEffect(() => {
    let gone = false;
    catalog(me).then(found => gone || set({...found, loaded: true}), () => {});
    return () => { gone = true; };
  }, [me, turn]);
  return {...value, reload: useCallback(() => again(n => n + 1), [])};
}

/** The same as the choices of filters. */
export function useChoices(me) {
  const {eventTypes, resourceTypes, applications} = useCatalog(me);
  return {
    eventTypes: eventTypes.map(one => [one.name, one.name]),
    resourceTypes: resourceTypes.map(one => [one.name, one.name]),
    applications: applications.map(one => [one.id, one.name]),
  };
}

/** The organizations to choose from, at most 200 of them, and none if the session is for one. */
export function useOrganizations(own) {
  return useApi(own ? null : 'GET /organizations', {query: {limit: 200}}).value?.items || [];
}

/** Organizations as suggestions of the field that has their ids. */
export const OrganizationList = ({id, organizations}) => html`<datalist id=${id}>${organizations.map(one => html`<option
    key=${one.id} value=${one.id}>${one.name}</option>`)}</datalist>`;

/** The id of an organization; the only one there is stands in the field already. */
export function OrganizationField({form, own}) {
  const organizations = useOrganizations(own);
  useEffect(() => {
    if (!form.values.organizationId && organizations.length === 1) {
      form.set('organizationId', String(organizations[0].id));
    }
  }, [organizations.length]);
  return html`<div><${TextField} form=${form} name="organizationId" label=${t('explain.organization')} inputmode="numeric"
      required readonly=${Boolean(own)} placeholder="12345" list="organization-ids" />
    <${OrganizationList} id="organization-ids" organizations=${organizations} /></div>`;
}
