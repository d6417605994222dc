package io.carillon.intake;

import io.carillon.json.JsonDocument;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the sender of a source sends: any JSON. */
@Schema(name = "SenderWebhook")
record SenderWebhookRequest() implements JsonDocument {
    // Only /openapi uses this class; the mappings of the source read the body.
}
