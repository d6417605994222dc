package io.carillon.oidc;

import static io.carillon.settings.Setting.OIDC_CLAIM;
import static io.carillon.settings.Setting.OIDC_CLIENT_ID;
import static io.carillon.settings.Setting.OIDC_CLIENT_SECRET;
import static io.carillon.settings.Setting.OIDC_ISSUER;
import static io.carillon.settings.Setting.OIDC_NAME;
import static io.carillon.settings.Setting.OIDC_SCOPES;

import io.carillon.access.Scope;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** The provider with which people sign in, and the scopes of its groups. */
@ApplicationScoped
public class OidcSettings {

    private Settings settings;

    /** For the container's proxy. */
    protected OidcSettings() {
    }

    @Inject
    OidcSettings(Settings settings) {
        this.settings = settings;
    }

    /** Whether people can sign in with a provider; without one, the other methods must not be called. */
    public boolean isConfigured() {
        return settings.isSet(OIDC_ISSUER);
    }

    /** What the sign-in page calls the provider. */
    public String providerName() {
        return settings.text(OIDC_NAME).orElseGet(() -> URI.create(issuer()).getHost());
    }

    String issuer() {
        return settings.word(OIDC_ISSUER);
    }

    String clientId() {
        return settings.word(OIDC_CLIENT_ID);
    }

    /** Empty for a public client. */
    Optional<String> clientSecret() {
        return settings.text(OIDC_CLIENT_SECRET);
    }

    String claim() {
        return settings.word(OIDC_CLAIM);
    }

    /** That of {@code groups} which decides what the person may do: the one that the setting names first. */
    Optional<String> decisive(Collection<String> groups) {
        return entries().map(Entry::group).filter(groups::contains).findFirst();
    }

    /** The scope of {@code group}; empty if it has none. */
    Optional<Scope> scopeOf(String group) {
        return entries().filter(entry -> entry.group().equals(group)).findFirst().flatMap(entry -> Scope.parse(entry.scope()));
    }

    private Stream<Entry> entries() {
        return settings.list(OIDC_SCOPES).stream().map(Entry::of);
    }

    /** One part of the setting. The name of a group may contain {@code =}, a scope does not. */
    private record Entry(String group, String scope) {

        static Entry of(String text) {
            int equals = text.lastIndexOf('=');
            return new Entry(text.substring(0, equals), text.substring(equals + 1));
        }
    }
}
