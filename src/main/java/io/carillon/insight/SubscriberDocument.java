package io.carillon.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.EndpointStatus;
import java.util.List;

/**
 * An endpoint that subscribes to an event type, as operators see it.
 *
 * @param organizations     the organizations that have enabled its application, by id; the first twenty
 * @param moreOrganizations whether there are more, which {@code GET /enablements} lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubscriberDocument(String endpointId, String url, EndpointStatus status, DeliveryMode delivery,
        String applicationId, String applicationName, List<Long> organizations, boolean moreOrganizations) {
}
