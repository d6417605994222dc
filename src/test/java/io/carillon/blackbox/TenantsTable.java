package io.carillon.blackbox;

import java.util.Set;

/** Each operation of the API, with the answer to each caller. An operation that {@code /openapi} describes must be here. */
final class TenantsTable {

    /**
     * The answers to an operator; to the owning organization; to the application itself; to another organization; to
     * another application, a sibling of the same organization included; to a producer.
     * "own" and "none" are a list with and without the tenant's object.
     */
    static final String ROWS = """
            GET    /organizations                                               200 own 200 none 200 403
            POST   /organizations                                               409 403 403 403 403 403
            GET    /organizations/{id}                                          200 200 200 404 200 403
            GET    /organizations/{id}/usage                                    200 200 403 404 403 403
            PUT    /organizations/{id}                                          200 403 403 403 403 403
            PATCH  /organizations/{id}                                          200 403 403 403 403 403
            DELETE /organizations/{id}                                          204 403 403 403 403 403
            GET    /organizations/{organizationId}/applications                 own own 403 404 403 403
            PUT    /organizations/{organizationId}/applications/{applicationId} 200 200 403 404 403 403
            DELETE /organizations/{organizationId}/applications/{applicationId} 204 204 403 404 403 403
            GET    /applications                                                200 own own none none 403
            POST   /applications                                                201 201 403 422 403 403
            GET    /applications/{id}                                           200 200 200 404 404 403
            PUT    /applications/{id}                                           200 200 403 404 403 403
            PATCH  /applications/{id}                                           200 200 403 404 403 403
            DELETE /applications/{id}                                           204 204 403 404 403 403
            GET    /applications/{id}/asyncapi                                  200 200 200 404 404 403
            GET    /enablements                                                 200 own own none none 403
            GET    /endpoints                                                   200 own own none none 403
            GET    /applications/{applicationId}/endpoints                      200 200 200 404 404 403
            POST   /applications/{applicationId}/endpoints                      201 201 201 404 404 403
            GET    /endpoints/{id}                                              200 200 200 404 404 403
            PUT    /endpoints/{id}                                              200 200 200 404 404 403
            PATCH  /endpoints/{id}                                              200 200 200 404 404 403
            DELETE /endpoints/{id}                                              204 204 204 404 404 403
            POST   /endpoints/{id}/enable                                       200 200 200 404 404 403
            POST   /endpoints/{id}/disable                                      200 200 200 404 404 403
            GET    /endpoints/{id}/secret                                       200 200 200 404 404 403
            GET    /endpoints/{id}/headers                                      200 200 200 404 404 403
            POST   /endpoints/{id}/secret/rotate                                200 200 200 404 404 403
            POST   /endpoints/{id}/secret/end-overlap                           200 200 200 404 404 403
            POST   /endpoints/{id}/signing-key/rotate                           409 409 409 404 404 403
            POST   /endpoints/{id}/signing-key/end-overlap                      200 200 200 404 404 403
            GET    /endpoints/{id}/jwks                                         200 200 200 200 200 200
            GET    /endpoints/{id}/health                                       200 200 200 404 404 403
            GET    /endpoints/{id}/messages                                     409 409 409 404 404 403
            POST   /endpoints/{id}/samples                                      200 200 200 404 404 403
            POST   /endpoints/{id}/filter-checks                                200 200 200 404 404 403
            POST   /endpoints/{id}/redeliver                                    202 202 202 404 404 403
            GET    /deliveries                                                  own own own none none 403
            GET    /deliveries/{id}                                             200 200 200 404 404 403
            GET    /deliveries/{id}/attempts                                    200 200 200 404 404 403
            GET    /deliveries/{id}/request                                     200 200 200 404 404 403
            POST   /deliveries/{id}/redeliver                                   202 202 202 404 404 403
            GET    /redeliveries                                                own own own none none 403
            POST   /redeliveries                                                200 200 200 422 422 403
            GET    /redeliveries/{id}                                           200 200 200 404 404 403
            POST   /redeliveries/{id}/stop                                      409 409 409 404 404 403
            GET    /stream                                                      400 400 400 400 400 403
            GET    /event-types                                                 200 200 200 200 200 403
            GET    /event-types/{name}                                          200 200 200 200 200 403
            POST   /event-types/import                                          422 403 403 403 403 403
            PUT    /event-types/{name}                                          422 403 403 403 403 403
            PATCH  /event-types/{name}                                          200 403 403 403 403 403
            DELETE /event-types/{name}                                          409 403 403 403 403 403
            GET    /event-types/{name}/schemas                                  200 200 200 200 200 403
            GET    /event-types/{name}/schemas/{version}                        404 404 404 404 404 403
            GET    /resource-types                                              200 200 200 200 200 403
            GET    /resource-types/{name}                                       200 200 200 200 200 403
            PUT    /resource-types/{name}                                       200 403 403 403 403 403
            PATCH  /resource-types/{name}                                       200 403 403 403 403 403
            DELETE /resource-types/{name}                                       409 403 403 403 403 403
            GET    /event-types/{name}/subscribers                              200 200 200 200 200 403
            GET    /resource-types/{name}/subscribers                           200 200 200 200 200 403
            GET    /rejected-messages                                           200 200 403 200 403 403
            GET    /rejected-messages/reasons                                   200 200 403 200 403 403
            GET    /rejected-messages/{id}                                      404 404 403 404 403 403
            DELETE /rejected-messages                                           400 403 403 403 403 403
            POST   /rejected-messages/requeue                                   202 403 403 403 403 403
            GET    /rejected-messages/jobs                                      200 403 403 403 403 403
            GET    /rejected-messages/jobs/{id}                                 404 403 403 403 403 403
            POST   /rejected-messages/jobs/{id}/stop                            404 403 403 403 403 403
            POST   /rejected-messages/{id}/requeue                              404 403 403 403 403 403
            POST   /rejected-messages/{id}/correct                              404 403 403 403 403 403
            DELETE /rejected-messages/{id}                                      404 403 403 403 403 403
            POST   /changes                                                     202 202 403 422 403 202
            GET    /broadcasts                                                  200 403 403 403 403 403
            POST   /broadcasts                                                  200 403 403 403 403 403
            GET    /broadcasts/{id}                                             404 403 403 403 403 403
            POST   /broadcasts/{id}/stop                                        404 403 403 403 403 403
            GET    /intake-refusals                                             200 200 403 200 403 200
            GET    /changes                                                     200 200 403 404 403 403
            GET    /organizations/{organizationId}/changes/{changeId}           200 200 403 404 403 403
            GET    /messages                                                    own own own none none 403
            GET    /messages/{id}                                               200 200 200 404 404 403
            GET    /messages/{id}/changes                                       200 200 403 404 403 403
            GET    /messages/{id}/deliveries                                    200 200 200 404 404 403
            DELETE /messages/{id}/content                                       204 204 403 404 403 403
            GET    /sources                                                     200 200 403 200 403 403
            POST   /sources                                                     201 201 403 422 403 403
            GET    /sources/{id}                                                200 200 403 404 403 403
            PUT    /sources/{id}                                                200 200 403 404 403 403
            PATCH  /sources/{id}                                                200 200 403 404 403 403
            DELETE /sources/{id}                                                204 204 403 404 403 403
            POST   /sources/{id}/dry-run                                        200 200 403 404 403 403
            POST   /sources/{id}/webhooks                                       401 401 401 401 401 401
            GET    /statistics/deliveries                                       own own own none none 403
            GET    /statistics/changes                                          own own 403 none 403 403
            GET    /explanations                                                own own own 404 none 403
            POST   /explanations/dry-run                                        own own own none none 403
            POST   /url-checks                                                  200 200 200 200 200 403
            GET    /search                                                      own own own none none 403
            GET    /me                                                          200 200 200 200 200 200
            GET    /api-keys                                                    200 own own none none 403
            POST   /api-keys                                                    201 201 201 422 422 403
            GET    /api-keys/{id}                                               200 200 200 404 404 403
            PUT    /api-keys/{id}                                               200 200 200 404 404 403
            PATCH  /api-keys/{id}                                               200 200 200 404 404 403
            DELETE /api-keys/{id}                                               204 204 204 404 404 403
            POST   /api-keys/{id}/end-sessions                                  204 204 204 404 404 403
            GET    /portal-links                                                own own own none none 403
            POST   /portal-links                                                201 201 201 422 422 403
            GET    /portal-links/{id}                                           200 200 200 404 404 403
            DELETE /portal-links/{id}                                           204 204 204 404 404 403
            POST   /portal-links/expire                                         200 200 200 200 200 403
            POST   /portal-links/redeem                                         403 403 403 403 403 403
            GET    /audit-log                                                   200 own own none none 403
            GET    /configuration                                               200 403 403 403 403 403
            POST   /configuration/import                                        200 403 403 403 403 403
            POST   /configuration/import/svix                                   200 403 403 403 403 403
            POST   /configuration/import/outpost                                200 403 403 403 403 403
            GET    /status                                                      200 403 403 403 403 403
            GET    /settings                                                    200 403 403 403 403 403
            GET    /notices                                                     200 403 403 403 403 403
            """;

    /**
     * Anyone may send these: the first succeeds only from pages of the console, the second says the same about every id, and the
     * third succeeds only with the signature of the source's sender.
     */
    static final Set<String> WITHOUT_KEY = Set.of("/portal-links/redeem", "/endpoints/{id}/jwks", "/sources/{id}/webhooks");

    private TenantsTable() {
    }
}
