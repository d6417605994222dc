package io.carillon.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.endpoint.EndingCertificate;
import io.carillon.endpoint.FailingEndpoint;
import io.carillon.json.CanonicalJson;
import io.carillon.json.StrictJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The text of a notice: as a webhook's data for programs, as a mail for people. */
final class NoticeText {

    private NoticeText() {
    }

    static String data(FailingEndpoint endpoint, String reason) {
        ObjectNode data = StrictJson.mapper().createObjectNode()
                .put("endpoint_id", endpoint.id())
                .put("application_id", endpoint.applicationId())
                .put("url", endpoint.url())
                .put("failing_since", seconds(endpoint.failingSince()))
                .put("last_failure_at", seconds(endpoint.lastFailureAt()))
                .put("reason", reason);
        return CanonicalJson.write(data);
    }

    static String mail(OperationalEvent event, FailingEndpoint endpoint, String reason) {
        return """
                %s.

                Endpoint       %s
                URL            %s
                Failing since  %s
                Last failure   %s
                Reason         %s

                %s
                """.formatted(event.subject(), endpoint.id(), endpoint.url(), seconds(endpoint.failingSince()),
                seconds(endpoint.lastFailureAt()), reason, advice(event, endpoint.id()));
    }

    static String data(EndingCertificate certificate) {
        ObjectNode data = StrictJson.mapper().createObjectNode()
                .put("endpoint_id", certificate.endpointId())
                .put("application_id", certificate.applicationId())
                .put("url", certificate.url())
                .put("certificate_ends_at", seconds(certificate.endsAt()))
                .put("reason", reason(certificate));
        return CanonicalJson.write(data);
    }

    static String mail(EndingCertificate certificate) {
        return """
                %s.

                Endpoint       %s
                URL            %s
                Valid until    %s

                %s
                """.formatted(OperationalEvent.CERTIFICATE_ENDING.subject(), certificate.endpointId(), certificate.url(),
                seconds(certificate.endsAt()), advice(OperationalEvent.CERTIFICATE_ENDING, certificate.endpointId()));
    }

    private static String reason(EndingCertificate certificate) {
        return "The client certificate of the endpoint is valid until " + seconds(certificate.endsAt()) + ".";
    }

    private static String advice(OperationalEvent event, String id) {
        return switch (event) {
            case FAILING -> "To see what was sent and how the receiver responded: GET /api/v1/deliveries?endpoint=" + id;
            case DISABLED -> "Carillon sends nothing more to it until you enable it: POST /api/v1/endpoints/" + id + "/enable\n"
                    + "You can then request what it missed: POST /api/v1/endpoints/" + id + "/redeliver";
            case RECOVERED -> "To request what it missed: POST /api/v1/endpoints/" + id + "/redeliver";
            case CERTIFICATE_ENDING -> "Give the endpoint a new one before then: PATCH /api/v1/endpoints/" + id
                    + " with clientCertificate";
            case DELIVERY_FAILED, CREATED, UPDATED, DELETED -> throw new IllegalArgumentException(event + " is not for owners");
        };
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
