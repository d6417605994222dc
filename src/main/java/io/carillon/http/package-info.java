/**
 * Shared by all resources: request bodies and their limits, paging, query parameters, response headers. Comes in: HTTP
 * requests. Goes out: checked values, and pages of results. Must not be here: any single resource, or who may call it.
 */
package io.carillon.http;
