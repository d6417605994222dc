package io.carillon.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

    private static String advice(OperationalEvent event, String id) {
        return switch (event) {
            case FAILING -> "To see what was sent and how the receiver responded: GET /api/v1/deliveries?endpoint=" + id;
            case DISABLED -> "Carillon sends nothing more to it until you enable it: POST /api/v1/endpoints/" + id + "/enable\n"
                    + "You can then request what it missed: POST /api/v1/endpoints/" + id + "/redeliver";
            case RECOVERED -> "To request what it missed: POST /api/v1/endpoints/" + id + "/redeliver";
        };
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
