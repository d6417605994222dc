package io.carillon.endpoint;

import io.carillon.json.Flaw;
import java.util.List;
import java.util.stream.Stream;

/** The rules for the transport of an endpoint: what is for webhooks must be left out, or have its default, if it is polled. */
final class PollRules {

    private PollRules() {
    }

    /** The flaws of {@code request}; {@code endpoint} is null if it is new. */
    static List<Flaw> flawsOf(EndpointRequest request, Endpoint endpoint) {
        if (endpoint != null && request.transport() != endpoint.transport()) {
            return List.of(Flaw.ofValue("/transport", "cannot be changed; create another endpoint"));
        }
        if (request.transport() == Transport.WEBHOOK) {
            return request.url() == null ? List.of(Flaw.ofValue("/url", "is required")) : List.of();
        }
        return Stream.of(
                forWebhooks("/url", request.url() == null),
                forWebhooks("/retry", request.retry() == RetryMode.NONE),
                forWebhooks("/rateLimit", request.rateLimit() == null),
                forWebhooks("/paused", !request.paused()),
                forWebhooks("/ordering", request.ordering() == Ordering.NONE),
                forWebhooks("/method", request.method() == WebhookMethod.POST),
                forWebhooks("/headers", request.headers().isEmpty()),
                forWebhooks("/headerPrefix", request.headerPrefix().equals(HeaderNames.STANDARD_PREFIX)),
                forWebhooks("/authentication", request.authentication() == null),
                forWebhooks("/clientCertificate", request.clientCertificate() == null),
                forWebhooks("/certificateAuthorities", request.certificateAuthorities() == null),
                forWebhooks("/signatures", request.signatures().equals(SignatureScheme.DEFAULT)),
                forWebhooks("/signatureHeader", request.signatureHeader() == null),
                forWebhooks("/signatureSwitch", request.signatureSwitch() == SignatureSwitch.AT_ONCE),
                forWebhooks("/secret", request.secret() == null)).flatMap(flaws -> flaws).toList();
    }

    private static Stream<Flaw> forWebhooks(String pointer, boolean isDefault) {
        return isDefault ? Stream.empty() : Stream.of(Flaw.ofValue(pointer, "is for webhooks, and this endpoint is polled"));
    }
}
