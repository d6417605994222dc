package io.carillon.sample;

import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.platform.EnumWords;
import io.carillon.platform.FactLog;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemType;
import io.carillon.sending.DeliveryResult;
import io.carillon.sending.PayloadFormats;
import io.carillon.sending.SentWebhook;
import io.carillon.sending.Verdict;
import io.carillon.sending.Webhook;
import io.carillon.sending.WebhookRequest;
import io.carillon.sending.WebhookSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code POST /endpoints/{id}/samples}: sends a sample now and returns the result. It is for trying out, so it works whether or
 * not the endpoint is switched on, appears only in the response and not in the attempt log, and changes nothing: no failure is
 * counted, and a 410 does not disable the endpoint. The call to the receiver runs outside any transaction.
 */
@Tag(name = "Endpoints")
@Path("endpoints/{id}/samples")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EndpointSamplesResource {

    private static final FactLog LOG = FactLog.of(EndpointSamplesResource.class);

    @Inject
    private SampleContent content;
    @Inject
    private SamplePlaces places;
    @Inject
    private WebhookSender sender;
    @Inject
    private PayloadFormats formats;
    @Inject
    private CurrentCaller caller;

    /**
     * Returns 200 with the attempt, even when it failed; 409 if the endpoint is polled or its template cannot be filled, 429
     * while the application has the maximum number of samples under way, 503 while this node has.
     */
    @Operation(operationId = "sendSample", summary = "Send a sample webhook")
    @MayAnswer({ProblemType.TOO_MANY_REQUESTS, ProblemType.CONFLICT})
    @POST
    @Needs(Capability.OPERATE)
    public SampleDocument send(@PathParam("id") String id, @Valid @NotNull SampleRequest request) {
        SampleContent.Sample sample = content.of(id, request);
        places.take(sample.applicationId());
        try {
            WebhookRequest signed = sender.sign(sample.webhook(), sample.signedAt());
            DeliveryResult result = sender.send(signed);
            return report(request.variant(), sample,
                    request.variant() == SampleVariant.TWICE ? sender.send(signed) : result);
        } finally {
            places.giveBack(sample.applicationId());
        }
    }

    private SampleDocument report(SampleVariant variant, SampleContent.Sample sent, DeliveryResult result) {
        Webhook sample = sent.webhook();
        WebhookRequest shown = sender.sign(caller.may(Capability.SECRETS) ? sample : sample.unsigned(), sent.signedAt());
        Verdict verdict = Verdict.of(result, formats.of(sample.target().format()));
        LOG.info("sample.attempted", "endpoint", sent.endpointId(), "message", sample.message().id(),
                "event", sample.message().eventType(), "variant", EnumWords.of(variant), "outcome", verdict.outcome(),
                "status", verdict.status(), "ms", result.millis());
        return new SampleDocument(sample.message().id(), sample.message().eventType(), variant, variant.expected(),
                variant.isAsExpected(verdict), variant.advice(verdict), result.startedAt(), result.millis(), verdict.outcome(),
                verdict.status(), verdict.detail(), verdict.body(), SentWebhook.of(shown, sample.target().headers()));
    }
}
