package io.carillon.foreign;

import static io.carillon.foreign.Converted.tree;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.catalog.EventTypeRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutpostReaderTest {

    private static final String DOCUMENT = """
            {
              "topics": ["order.placed", {"name": "order.shipped", "description": "On its way", "validation": "enforce",
                "payload_schema": {"type": "object"}, "mcp": {"enabled": true}, "deprecated": true, "replaced_by": "order.sent"}],
              "tenants": [
                {"id": "815", "metadata": {"name": "Acme", "region": "eu"}, "destinations_count": 4, "topics": ["order.placed"],
                 "created_at": "2026-03-01T10:00:00Z", "updated_at": "2026-03-01T10:00:00Z", "destinations": [
                   {"id": "des_1", "tenant_id": "815", "type": "webhook", "topics": ["order.*"], "filter": null,
                    "config": {"url": "https://acme.example/hook", "custom_headers": "{\\"x-api-key\\": \\"k\\"}"},
                    "credentials": {"secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "previous_secret": "whsec_old",
                      "previous_secret_invalid_at": "2026-03-02T10:00:00Z"},
                    "delivery_metadata": {"app-id": "a"}, "metadata": null, "disabled_at": null, "target": "acme.example",
                    "target_url": "https://acme.example/hook", "created_at": "2026-03-01T10:00:00Z"},
                   {"id": "des_2", "type": "webhook", "topics": "*", "filter": {"data": {"amount": {"$gte": 100}}},
                    "config": {"url": "https://acme.example/filtered"}, "credentials": {"secret": "whsec_abc*******"},
                    "disabled_at": "2026-03-05T10:00:00Z"},
                   {"id": "des_3", "type": "webhook", "topics": ["order.placed", "*.placed"],
                    "filter": {"metadata": {"source": "api"}}, "config": {"url": "https://acme.example/strange"},
                    "credentials": {"secret": "a-text-of-more-than-24-bytes"}, "expires_at": "2027-01-01T00:00:00Z"},
                   {"id": "des_4", "type": "aws_sqs", "topics": ["*"], "config": {"queue_url": "https://sqs.example/q"}}
                 ]}
              ]
            }""";

    private final Converted converted = Converted.of(ForeignSystem.OUTPOST, DOCUMENT);

    @Test
    void topicsAreEventTypes() {
        assertThat(converted.at("/eventTypes"), is(tree("""
                {"order.placed": {"description": "order.placed", "resourceType": "order", "resourceOperation": "update",
                  "validate": "off", "deprecated": false, "archived": false},
                 "order.shipped": {"description": "On its way", "resourceType": "order", "resourceOperation": "update",
                  "schema": {"type": "object"}, "validate": "reject", "deprecated": true, "archived": false}}""")));
    }

    @Test
    void aTopicWithoutADescriptionKeepsThatOfTheCatalog() {
        EventTypeRequest present = new EventTypeRequest(null, "An order was placed", "order", "create", null, null, null, null,
                null, null);
        Converted again = Converted.of(ForeignSystem.OUTPOST, DOCUMENT,
                Map.of("order.placed", present, "order.shipped", present));
        assertThat(again.at("/eventTypes/order.placed/description").textValue(), is("An order was placed"));
        assertThat(again.at("/eventTypes/order.shipped/description").textValue(), is("On its way"));
    }

    @Test
    void withoutAListTheTopicsOfDestinationsAreEventTypes() {
        Converted bare = Converted.of(ForeignSystem.OUTPOST, """
                {"tenants": [{"id": "1", "destinations": [{"id": "d", "topics": ["a.b", "a.b", "c.*"],
                  "config": {"url": "https://a.example/"}}]}], "topics": []}""");
        assertThat(bare.at("/eventTypes").size(), is(1));
        assertThat(bare.endpoint("1", "d").get("eventTypes"), is(tree("[\"a.b\",\"a.b\"]")));
        assertThat(bare.omittedPointers(), is(List.of("/tenants/0/destinations/0/topics/2")));
    }

    @Test
    void aTenantIsAnOrganizationAndAnApplicationOfIt() {
        assertThat(converted.at("/organizations"), is(tree("{\"815\": {\"id\": 815, \"name\": \"Acme\"}}")));
        assertThat(converted.at("/applications/" + converted.id("815")),
                is(tree("""
                {"name": "Acme", "ownerOrganizationId": 815, "externalId": "815",
                 "metadata": {"name": "Acme", "region": "eu"}}""")));
    }

    @Test
    void aWebhookIsAnEndpoint() {
        assertThat(converted.endpoint("815", "des_1"), is(tree("""
                {"url": "https://acme.example/hook", "externalId": "des_1", "eventTypes": ["order.*"],
                 "headers": {"x-api-key": "k"},
                 "headerPrefix": "webhook-", "signatures": ["v1"],
                 "signatureHeader": {"name": "x-outpost-signature", "value": "v0={hex}", "signed": "{body}"},
                 "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"}""")));
        assertThat(converted.endpoint("815", "des_2"), is(tree("""
                {"url": "https://acme.example/filtered", "externalId": "des_2", "eventTypes": ["*"],
                 "filter": {"data": {"amount": {"$gte": 100}}},
                 "headers": {}, "headerPrefix": "webhook-", "signatures": ["v1"],
                 "signatureHeader": {"name": "x-outpost-signature", "value": "v0={hex}", "signed": "{body}"},
                 "status": "inactive"}""")));
        assertThat(converted.endpoint("815", "des_3"), is(tree("""
                {"url": "https://acme.example/strange", "externalId": "des_3", "eventTypes": ["order.placed"], "headers": {},
                 "headerPrefix": "webhook-", "signatures": ["v1"],
                 "signatureHeader": {"name": "x-outpost-signature", "value": "v0={hex}", "signed": "{body}"},
                 "status": "inactive", "secret": "a-text-of-more-than-24-bytes"}""")));
        assertThat(converted.at("/endpoints/" + converted.id("815")).size(), is(3));
    }

    @Test
    void whatIsLeftBehindIsNamed() {
        assertThat(converted.flaws(), is(empty()));
        String all = "/tenants/0/destinations/";
        assertThat(converted.omittedPointers(), contains("/topics/1/mcp/enabled", "/topics/1/replaced_by",
                all + "0/credentials/previous_secret", all + "0/delivery_metadata",
                all + "1/credentials/secret", all + "2/expires_at", all + "2/topics/1", all + "2/filter", all + "3"));
        assertThat(converted.omissions().get(8), is(all + "3 is a destination of the type aws_sqs, and Carillon calls receivers"
                + " over HTTP only"));
    }

    @Test
    void aMistakeHasItsPlace() {
        assertThat(Converted.of(ForeignSystem.OUTPOST, """
                {"topics": [5, {}], "tenants": [{"id": "1", "destinations": [
                  {"id": "d", "config": {"url": "https://a.example/", "custom_headers": "x"}},
                  {"id": "e", "config": {"custom_headers": "[]"}}]}], "applications": []}""").flaws(), contains(
                "/topics/0 must be a text or an object",
                "/topics/1/name is required",
                "/tenants/0/destinations/0/config/custom_headers must be the text of a JSON object",
                "/tenants/0/destinations/1/config/url is required",
                "/tenants/0/destinations/1/config/custom_headers must be the text of a JSON object",
                "/applications is not a list of Outpost; it has topics and tenants"));
    }

    @Test
    void aFlawOfTheImportPointsToWhereItComesFrom() {
        String pointer = "/endpoints/" + converted.id("815") + "/" + converted.id("815/des_1");
        assertThat(converted.origin(pointer + "/url"), is("/tenants/0/destinations/0/config/url"));
        assertThat(converted.origin(pointer + "/eventTypes/0"), is("/tenants/0/destinations/0/topics/0"));
        assertThat(converted.origin(pointer + "/headers/x-api-key"),
                is("/tenants/0/destinations/0/config/custom_headers/x-api-key"));
        assertThat(converted.origin(pointer + "/secret"), is("/tenants/0/destinations/0/credentials/secret"));
    }
}
