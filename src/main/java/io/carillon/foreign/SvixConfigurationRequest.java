package io.carillon.foreign;

import io.carillon.json.JsonDocument;
import java.util.List;
import java.util.Map;

/**
 * The lists of Svix. Their items are what its API answers, and may have more members than are named here.
 *
 * @param eventTypes    the event types, with their schemas
 * @param applications  the applications, each with its {@code endpoints}, and each of these with its {@code secret} and
 *                      {@code headers}
 * @param organizations the ids of organizations, by those of applications; without one, it is the uid if this is a number, and
 *                      otherwise a number that is made of the id
 */
record SvixConfigurationRequest(List<Map<String, Object>> eventTypes, List<Map<String, Object>> applications,
        Map<String, Long> organizations) implements JsonDocument {
    // Only /openapi uses this class; the reader takes the body as it is.
}
