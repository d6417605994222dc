package io.carillon.oidc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.access.Caller;
import io.carillon.access.Role;
import io.carillon.access.Scope;
import io.carillon.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeopleTest {

    private static final String ISSUER = "https://id.example.org/realms/club";
    private static final Person KIM = new Person(ISSUER, "k:1 ü", "Kim Ü.", "cn=Admins");

    @Test
    void theGrantIsReadAgain() {
        assertThat(Person.isGrant(KIM.grant()), is(true));
        assertThat(KIM.grant().contains(" "), is(false));
        assertThat(Person.ofGrant(KIM.grant()), is(Optional.of(KIM)));
        assertThat(Person.ofGrant(KIM.grant() + ".YQ"), is(Optional.empty()));
        assertThat(Person.isGrant("key_1") || Person.isGrant("pl_1"), is(false));
    }

    @Test
    void theGroupHasTheScopeOfThePresentSettings() {
        assertThat(callerOf(ISSUER, "cn=Admins=operator"), is(Optional.of(new Caller("oidc:k:1 ü", "Kim Ü.",
                new Scope(Role.OPERATOR, null), "oidc:k:1 ü", null, Role.OPERATOR.capabilities()))));
        assertThat(callerOf(ISSUER, "other=operator,cn=Admins=organization:7").map(Caller::scope),
                is(Optional.of(new Scope(Role.ORGANIZATION, "7"))));
        assertThat(callerOf(ISSUER, "other=operator"), is(Optional.empty()));
        assertThat(callerOf("https://another.example", "cn=Admins=operator"), is(Optional.empty()));
        assertThat(new People(new OidcSettings(Settings.of(Map.of()))).callerOf(KIM), is(Optional.empty()));
    }

    @Test
    void ofSeveralGroupsTheFirstOfTheSettingCounts() {
        OidcSettings settings = settings(ISSUER, "a=operator,b=organization:7,c=application:app_1");
        assertThat(settings.decisive(List.of("x", "c", "b")), is(Optional.of("b")));
        assertThat(settings.decisive(List.of("A")), is(Optional.empty()));
        assertThat(settings.scopeOf("c"), is(Optional.of(new Scope(Role.APPLICATION, "app_1"))));
    }

    @Test
    void theProviderIsCalledByItsHostUnlessItHasAName() {
        assertThat(settings(ISSUER, "a=operator").providerName(), is("id.example.org"));
    }

    private static Optional<Caller> callerOf(String issuer, String scopes) {
        return new People(settings(issuer, scopes)).callerOf(KIM);
    }

    private static OidcSettings settings(String issuer, String scopes) {
        return new OidcSettings(Settings.of(Map.of("carillon.oidc.issuer", issuer, "carillon.oidc.client.id", "carillon",
                "carillon.oidc.scopes", scopes)));
    }
}
