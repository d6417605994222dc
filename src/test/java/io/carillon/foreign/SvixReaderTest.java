package io.carillon.foreign;

import static io.carillon.foreign.Converted.tree;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.carillon.catalog.EventTypeRequest;
import io.carillon.catalog.Validation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SvixReaderTest {

    private static final String SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private static final String DOCUMENT = """
            {
              "eventTypes": [
                {"name": "invoice.paid", "description": "An invoice was paid", "archived": false, "deprecated": true,
                 "schemas": {"1": {"type": "object"}, "2": {"type": "object", "required": ["total"]}}, "featureFlags": ["beta"],
                 "createdAt": "2026-03-01T10:00:00Z", "updatedAt": "2026-03-01T10:00:00Z"},
                {"name": "invoice.created", "description": "", "archived": false, "schemas": null},
                {"name": "invoice.drafted", "description": "Draft", "archived": true},
                {"name": "signup", "description": "Somebody signed up", "archived": false}
              ],
              "applications": [
                {"id": "app_2acme", "uid": "4711", "name": "Acme", "rateLimit": 50, "metadata": {"plan": "gold"},
                 "createdAt": "2026-03-01T10:00:00Z", "updatedAt": "2026-03-01T10:00:00Z", "endpoints": [
                   {"id": "ep_1", "uid": null, "url": "https://acme.example/hook", "version": 1, "description": "Billing",
                    "filterTypes": ["invoice.paid", "invoice.drafted"], "channels": null, "rateLimit": 20, "disabled": false,
                    "metadata": {}, "secret": "%s", "headers": {"X-Tenant": "acme"}, "sensitive": []},
                   {"id": "ep_2", "uid": "second", "url": "https://acme.example/all", "version": 3, "description": "",
                    "filterTypes": null, "channels": ["project_1"], "throttleRate": 2000, "disabled": false,
                    "secret": "whsk_6Xb/dCcHpPea21PS1N9VY", "headers": {}, "sensitive": ["Authorization"]},
                   {"id": "ep_3", "url": "https://acme.example/off", "eventTypes": ["signup"], "disabled": true,
                    "secret": "whsec_short"}
                 ]},
                {"id": "app_2other", "name": "Other", "endpoints": []}
              ],
              "organizations": {"app_2other": 7}
            }""".formatted(SECRET);

    private final Converted converted = Converted.of(ForeignSystem.SVIX, DOCUMENT);

    @Test
    void anEventTypeHasItsNewestSchemaAndWhatItsNameSays() {
        assertThat(converted.at("/eventTypes"), is(tree("""
                {"invoice.paid": {"description": "An invoice was paid", "resourceType": "invoice", "resourceOperation": "update",
                  "schema": {"type": "object", "required": ["total"]}, "validate": "off", "deprecated": true, "archived": false,
                  "flags": ["beta"]},
                 "invoice.created": {"description": "invoice.created", "resourceType": "invoice", "resourceOperation": "create",
                  "validate": "off", "deprecated": false, "archived": false}}""")));
        assertThat(converted.at("/resourceTypes"),
                is(tree("{\"invoice\": {\"create\": \"notify\", \"update\": \"notify\", \"delete\": \"notify\"}}")));
    }

    @Test
    void anEventTypeOfTheCatalogKeepsItsMeaning() {
        EventTypeRequest present = new EventTypeRequest(null, "Old", "bill", "create", null, tree("{\"type\":\"object\"}"),
                Validation.WARN, false, false, null);
        Converted again = Converted.of(ForeignSystem.SVIX,
                "{\"eventTypes\":[{\"name\":\"invoice.paid\",\"description\":\"New\"}]}", Map.of("invoice.paid", present));
        assertThat(again.at("/eventTypes/invoice.paid"), is(tree("""
                {"description": "New", "resourceType": "bill", "resourceOperation": "create", "schema": {"type": "object"},
                 "validate": "warn", "deprecated": false, "archived": false}""")));
        assertThat(again.at("/resourceTypes").isMissingNode(), is(true));
    }

    @Test
    void aSchemaThatCarillonCannotUseIsLeftBehind() {
        Converted again = Converted.of(ForeignSystem.SVIX, """
                {"eventTypes":[{"name":"a.b","description":"x","schemas":{"1":{"type":"strange"}}}]}""");
        assertThat(again.at("/eventTypes/a.b").has("schema"), is(false));
        assertThat(again.omittedPointers(), is(List.of("/eventTypes/0/schemas/1")));
    }

    @Test
    void anApplicationIsAnOrganizationAndAnApplicationOfIt() {
        String acme = converted.id("app_2acme");
        String other = converted.id("app_2other");
        assertThat(acme, matchesPattern("app_[0-9a-f]{32}"));
        assertThat(converted.at("/organizations"), is(tree("{\"4711\": {\"id\": 4711, \"name\": \"Acme\"}}")));
        assertThat(converted.at("/applications/" + acme), is(tree("""
                {"name": "Acme", "ownerOrganizationId": 4711, "externalId": "4711", "metadata": {"plan": "gold"},
                 "flags": ["beta"]}""")));
        assertThat(converted.at("/applications/" + other), is(tree("{\"name\": \"Other\", \"ownerOrganizationId\": 7}")));
        assertThat(converted.at("/enablements"), is(tree("{\"4711\": [\"%s\"], \"7\": [\"%s\"]}".formatted(acme, other))));
    }

    @Test
    void anApplicationGetsTheFlagsOfWhatItsEndpointsAreSent() {
        Converted hiding = Converted.of(ForeignSystem.SVIX, """
                {"eventTypes": [{"name": "a.b", "featureFlag": "one"}, {"name": "a.c", "featureFlags": ["two", "three"]}],
                 "applications": [
                   {"id": "none", "endpoints": []},
                   {"id": "some", "endpoints": [{"id": "e", "url": "https://a.example/", "filterTypes": ["a.b"]}]},
                   {"id": "all", "endpoints": [{"id": "e", "url": "https://a.example/"}]}]}""");
        assertThat(hiding.at("/applications/" + hiding.id("none")).has("flags"), is(false));
        assertThat(hiding.at("/applications/" + hiding.id("some") + "/flags"), is(tree("[\"one\"]")));
        assertThat(hiding.at("/applications/" + hiding.id("all") + "/flags"), is(tree("[\"one\", \"three\", \"two\"]")));
    }

    @Test
    void whatCannotBeNotedIsLeftBehind() {
        Converted noted = Converted.of(ForeignSystem.SVIX, """
                {"applications": [{"id": "a", "uid": "with/slash",
                  "metadata": {"good": "1", "not a name": "2", "long": "%s"}}]}"""
                .formatted("x".repeat(501)));
        assertThat(noted.at("/applications/" + noted.id("a") + "/metadata"), is(tree("{\"good\": \"1\"}")));
        assertThat(noted.omittedPointers(), contains("/applications/0/uid", "/applications/0/metadata/not a name",
                "/applications/0/metadata/long"));
    }

    @Test
    void anIdThatIsNoNumberMakesOneThatStays() {
        String text = "{\"applications\":[{\"id\":\"app_2x\",\"uid\":\"acme\",\"name\":\"Acme\"}]}";
        String first = Converted.of(ForeignSystem.SVIX, text).at("/organizations").fieldNames().next();
        assertThat(first, matchesPattern("[1-9][0-9]{0,14}"));
        assertThat(Converted.of(ForeignSystem.SVIX, text).at("/organizations").fieldNames().next(), is(first));
        assertThat(Converted.of(ForeignSystem.OUTPOST, "{\"tenants\":[{\"id\":\"app_2x\"}]}").at("/organizations").fieldNames()
                .next(), is(not(first)));
    }

    @Test
    void anEndpointKeepsItsSecretHeadersLimitAndSelection() {
        assertThat(converted.endpoint("app_2acme", "ep_1"), is(tree("""
                {"url": "https://acme.example/hook", "description": "Billing", "eventTypes": ["invoice.paid"],
                 "rateLimit": {"limit": 20, "per": "second"}, "headers": {"X-Tenant": "acme"},
                 "headerPrefix": "svix-", "signatures": ["v1"],
                 "secret": "%s"}""".formatted(SECRET))));
        String pointer = "/endpoints/" + converted.id("app_2acme") + "/" + converted.id("app_2acme/ep_1");
        assertThat(converted.at(pointer + "/template"),
                is(tree("{\"contentType\":\"application/json\",\"text\":\"{{{data}}}\"}")));
        assertThat(converted.at(pointer + "/delivery").asText() + " " + converted.at(pointer + "/retry").asText(),
                is("instant standard"));
    }

    @Test
    void anEndpointThatLostWhatItNeedsIsInactive() {
        assertThat(converted.endpoint("app_2acme", "ep_2"), is(tree("""
                {"url": "https://acme.example/all", "externalId": "second", "eventTypes": ["*"], "headers": {},
                 "headerPrefix": "svix-", "signatures": ["v1a"], "status": "inactive"}""")));
        assertThat(converted.endpoint("app_2acme", "ep_3"), is(tree("""
                {"url": "https://acme.example/off", "eventTypes": ["*"], "headers": {},
                 "headerPrefix": "svix-", "signatures": ["v1"], "status": "inactive"}""")));
    }

    @Test
    void whatIsLeftBehindIsNamed() {
        assertThat(converted.flaws(), is(empty()));
        String first = "/applications/0/endpoints/0";
        String second = "/applications/0/endpoints/1";
        String third = "/applications/0/endpoints/2";
        assertThat(converted.omittedPointers(), contains("/eventTypes/0/schemas/1", "/eventTypes/2", "/eventTypes/3",
                "/applications/0/rateLimit", first + "/filterTypes/1",
                second + "/throttleRate", second + "/channels", second + "/sensitive/0", second + "/secret",
                third + "/eventTypes/0", third + "/eventTypes", third + "/secret"));
    }

    @Test
    void aMistakeHasItsPlace() {
        assertThat(Converted.of(ForeignSystem.SVIX, """
                {"applications": [{"name": "Acme", "endpoints": [{"id": "ep_1", "url": 5, "disabled": "no", "headers": []},
                    {"id": "ep_1", "url": "https://a.example/", "headers": {"X": 1}, "filterTypes": [3]},
                    {"id": "ep_1", "url": "https://b.example/"}, 4]},
                  {"id": "a", "name": "A"}, {"id": "a", "name": "B"}],
                 "organizations": {"a": "x", "b": 5}, "application": []}""").flaws(), contains(
                "/applications/0/id is required",
                "/applications/0/endpoints/3 must be an object",
                "/applications/0/endpoints/0/disabled must be true or false",
                "/applications/0/endpoints/0/url must be a text",
                "/applications/0/endpoints/0/url is required",
                "/applications/0/endpoints/1/filterTypes/0 must be a text",
                "/applications/0/endpoints/1/headers/X must be a text",
                "/applications/0/endpoints/1/id is the id of another one too",
                "/applications/0/endpoints/2/id is the id of another one too",
                "/organizations/a must be the id of an organization, a whole number",
                "/organizations/a must be the id of an organization, a whole number",
                "/applications/2/id is the id of another one too",
                "/organizations/b is not the id of an application",
                "/application is not a list of Svix; it has eventTypes and applications"));
    }

    @Test
    void aFlawOfTheImportPointsToWhereItComesFrom() {
        String pointer = "/endpoints/" + converted.id("app_2acme") + "/" + converted.id("app_2acme/ep_3");
        assertThat(converted.origin(pointer + "/url"), is("/applications/0/endpoints/2/url"));
        assertThat(converted.origin(pointer + "/eventTypes/0"), is("/applications/0/endpoints/2/eventTypes/0"));
        assertThat(converted.origin("/eventTypes/invoice.paid/schema/type"), is("/eventTypes/0/schema/type"));
        assertThat(converted.origin("/organizations/4711/id"), is("/applications/0/uid"));
        assertThat(converted.origin("/applications/" + converted.id("app_2other") + "/ownerOrganizationId"),
                is("/organizations/app_2other"));
        assertThat(converted.origin("/resourceTypes/invoice"), is("/eventTypes/0"));
    }
}
