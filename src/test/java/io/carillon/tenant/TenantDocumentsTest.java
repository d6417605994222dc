package io.carillon.tenant;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.StrictJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The rows of tenants as clients see them. */
class TenantDocumentsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T07:00:00.123456Z");
    private static final Contact KIM = new Contact("Kim", "kim@example.org", "+43 1 234");

    @Test
    void anOrganizationShowsItsParentAndContact() throws JsonProcessingException {
        Organization organization = new Organization(12345, NOW);
        organization.describe("River Rowers", 7L, KIM, 1_000);
        assertThat(json(OrganizationDocument.of(organization)), is("""
                {"id":12345,"name":"River Rowers","parentId":7,\
                "contact":{"name":"Kim","email":"kim@example.org","phone":"+43 1 234"},"changesADay":1000}"""));
    }

    @Test
    void whatIsNotSetIsLeftOut() throws JsonProcessingException {
        Organization organization = new Organization(1, NOW);
        organization.describe("O", null, null, null);
        assertThat(json(OrganizationDocument.of(organization)), is("{\"id\":1,\"name\":\"O\",\"contact\":{}}"));
        Application application = new Application("app_1", null, NOW);
        application.describe(request("A", new Contact(null, "a@example.org", null)));
        assertThat(json(ApplicationDocument.of(application)),
                is("{\"id\":\"app_1\",\"name\":\"A\",\"contact\":{\"email\":\"a@example.org\"}}"));
    }

    @Test
    void describingAnApplicationAgainReplacesItsContactButNotItsOwner() throws JsonProcessingException {
        Application application = new Application("app_1", 12345L, NOW);
        application.describe(request("Scoreboard", KIM));
        application.describe(request("Scoreboard 2", new Contact("Robin", null, null)));
        assertThat(json(ApplicationDocument.of(application)), is("""
                {"id":"app_1","name":"Scoreboard 2","ownerOrganizationId":12345,"contact":{"name":"Robin"}}"""));
    }

    @Test
    void anEnablementShowsWhenItBegan() throws JsonProcessingException {
        assertThat(json(EnablementDocument.of(new Enablement(12345, "app_1", NOW))),
                is("{\"organizationId\":12345,\"applicationId\":\"app_1\",\"enabledAt\":\"2026-11-26T07:00:00.123456Z\"}"));
    }

    @Test
    void aDocumentThatIsReadIsTheOneThatWasWritten() throws JsonProcessingException {
        OrganizationDocument document = new OrganizationDocument(9_007_199_254_740_991L, "Ö", null, KIM, 0);
        assertThat(StrictJson.mapper().readValue(json(document), OrganizationDocument.class), is(document));
    }

    @Test
    void aContactSurvivesItsColumns() {
        assertThat(ContactColumns.contact(ContactColumns.of(KIM)), is(KIM));
        assertThat(ContactColumns.contact(ContactColumns.of(null)), is(new Contact(null, null, null)));
        assertThat(ContactColumns.contact(null), is(new Contact(null, null, null)));
    }

    @Test
    void theKeyOfAnEnablementIsTheOrganizationAndTheApplication() {
        Enablement.Key key = new Enablement.Key(1, "app_1");
        assertThat(new Enablement.Key(1, "app_1"), is(key));
        assertThat(new Enablement.Key(1, "app_1").hashCode(), is(key.hashCode()));
        assertThat(new Enablement.Key(2, "app_1"), is(not(key)));
        assertThat(new Enablement.Key(1, "app_2"), is(not(key)));
        assertThat(new Enablement.Key(1, null), is(not(key)));
        assertThat(new Application("app_1", null, NOW).ownerOrganizationId(), is(nullValue()));
    }

    private static ApplicationRequest request(String name, Contact contact) {
        return new ApplicationRequest(name, null, contact, null, null, null);
    }

    private static String json(Object document) throws JsonProcessingException {
        return StrictJson.mapper().writeValueAsString(document);
    }
}
