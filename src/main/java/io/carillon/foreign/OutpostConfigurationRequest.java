package io.carillon.foreign;

import io.carillon.json.JsonDocument;
import java.util.List;
import java.util.Map;

/**
 * The lists of Outpost. Their items are what its API answers, and may have more members than are named here.
 *
 * @param topics        the topics, as names or as objects; without any, those of the destinations are taken
 * @param tenants       the tenants, each with its {@code destinations}
 * @param organizations the ids of organizations, by those of tenants; without one, it is that of the tenant if this is a number,
 *                      and otherwise a number that is made of it
 */
record OutpostConfigurationRequest(List<Object> topics, List<Map<String, Object>> tenants, Map<String, Long> organizations)
        implements JsonDocument {
    // Only /openapi uses this class; the reader takes the body as it is.
}
