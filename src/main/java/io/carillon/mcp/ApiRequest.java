package io.carillon.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request to the API.
 *
 * @param target the path below the API's, with the query
 * @param body   null if it has none
 */
record ApiRequest(String method, String target, ObjectNode body) {
}
