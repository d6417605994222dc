package io.carillon;

import io.carillon.http.ApiPath;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Contact;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The HTTP API: the resources of all packages, under one path. */
@ApplicationPath(ApiPath.ROOT)
@OpenAPIDefinition(
        info = @Info(title = "Carillon", version = "1", description = Api.DESCRIPTION,
                contact = @Contact(name = "The operator of this service"),
                license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0.html")),
        servers = @Server(url = "/", description = "The service that this description comes from"),
        security = @SecurityRequirement(name = "key"),
        tags = {
            @Tag(name = "Changes", description = "What producers report, and what became of it."),
            @Tag(name = "Sources", description = "Other services whose webhooks report changes."),
            @Tag(name = "Broadcasts", description = "One change for all organizations, in the background."),
            @Tag(name = "Organizations", description = "Those whose objects change, with the contact to ask."),
            @Tag(name = "Applications", description = "Those who receive webhooks."),
            @Tag(name = "Enablements", description = "Which organization lets which application know of its changes."),
            @Tag(name = "Endpoints", description = "Where an application receives webhooks, and which."),
            @Tag(name = "Messages", description = "What webhooks say, and which changes each of them covers."),
            @Tag(name = "Deliveries", description = "A message on its way to an endpoint, with its attempts."),
            @Tag(name = "Redeliveries", description = "Sending many deliveries again."),
            @Tag(name = "Explanations", description = "Why a webhook came or did not come."),
            @Tag(name = "Statistics", description = "How much was reported and delivered over time, and how long it took."),
            @Tag(name = "Event types", description = "What can happen, under the names that endpoints select."),
            @Tag(name = "Resource types", description = "Which objects there are, and who is notified of what happens to them."),
            @Tag(name = "Rejected messages", description = "What the queue took and could not use, with the reason."),
            @Tag(name = "API keys", description = "Who may call the API."),
            @Tag(name = "Portal links", description = "How the people of a tenant get into the console."),
            @Tag(name = "Export and import", description = "The configuration as one document, which can live in git."),
            @Tag(name = "Audit log", description = "Who changed what."),
            @Tag(name = "Service", description = "The state of the service and its nodes.")})
@SecurityScheme(securitySchemeName = "key", type = SecuritySchemeType.HTTP, scheme = "bearer",
        description = "An API key, or a signed token where the operator has configured an issuer.")
public class Api extends Application {

    static final String DESCRIPTION = """
            Carillon takes changes of objects from producers and sends signed webhooks to the applications that an organization \
            has enabled.

            Every request needs the header `Authorization: Bearer <key>`; each operation lists the roles it is open to. Errors \
            are problem documents (RFC 9457). Lists come in pages: `nextCursor` of one page is the `cursor` of the next. A write \
            that is sent again with the same `Idempotency-Key` has one effect.""";

    /** Turns WADL off: {@code /openapi} already describes the API. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
