package io.carillon.endpoint;

import static io.carillon.endpoint.Access.basic;
import static io.carillon.endpoint.Access.bearer;
import static io.carillon.endpoint.Access.endpoint;
import static io.carillon.endpoint.Access.oauth2;
import static io.carillon.endpoint.Access.request;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.address.AddressRules;
import io.carillon.crypto.Ciphers;
import io.carillon.crypto.SecretCipher;
import io.carillon.receivers.Certificates;
import io.carillon.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an endpoint may bring to open its receiver. */
@Execution(ExecutionMode.CONCURRENT) // waits for programs
class AccessRulesTest {

    private static final String URL = "https://login.example.com/token";

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final SecretCipher cipher = Ciphers.withKeyOf(1);

    @BeforeAll
    static void sign() throws Exception {
        certificates = new Certificates(folder);
        certificates.sign("client", "carillon.example.com");
        certificates.sign("other", "carillon.example.com");
        certificates.sign("expired", "carillon.example.com", "-startdate", "-30d", "-validity", "10");
    }

    @Test
    void eachTypeHasItsMembers() {
        assertThat(flaws(basic("kim", "geheim"), null), is(empty()));
        assertThat(flaws(bearer("geheim"), null), is(empty()));
        assertThat(flaws(oauth2(URL, "geheim"), null), is(empty()));
        assertThat(flaws(basic(null, null), null), contains("/authentication/username is required for this type",
                "/authentication/password is required for this type"));
        assertThat(flaws(oauth2(null, "geheim"), null), contains("/authentication/tokenUrl is required for this type"));
        EndpointAuthentication both = new EndpointAuthentication(AuthenticationType.BEARER, "kim", null, "geheim", null, null,
                null, null, null, null);
        assertThat(flaws(both, null),
                contains(startsWith("/authentication/username does not belong to this type; leave it out")));
    }

    @Test
    void valuesFitTheHeader() {
        for (EndpointAuthentication wrong : List.of(basic("k:m", "geheim"), basic("kim", "geheim\n"), bearer("ge heim"),
                bearer("geh\u00e9im"), bearer(""), oauth2(URL, "geh\u00e9im"), oauth2("http://login.example.com/", "geheim"),
                oauth2("https://10.0.0.1/", "geheim"), oauth2("https://x.example/" + "x".repeat(2_000), "geheim"))) {
            assertThat(flaws(wrong, null).size(), is(1));
            assertThat(flaws(wrong, null).get(0), not(containsString("heim")));
        }
        assertThat(flaws(basic("j\u00f6rg", "gr\u00fc\u00df dich"), null), is(empty()));
        EndpointAuthentication scope = new EndpointAuthentication(AuthenticationType.OAUTH2, null, null, null, URL, "client",
                "geheim", null, "a  b", "");
        assertThat(flaws(scope, null).size(), is(2));
    }

    @Test
    void theHeaderAndTheAuthenticationExcludeEachOther() {
        EndpointRequest request = request("https://example.org/", Map.of("authorization", "x"), bearer("geheim"), null, null);
        assertThat(flaws(request, null), contains(
                "/authentication cannot be used together with the header authorization; remove one of the two",
                "/headers/authorization cannot be used together with authentication; remove one of the two"));
        assertThat(flaws(request("https://example.org/", Map.of("authorization", "x"), null, null, null), null), is(empty()));
    }

    @Test
    void aMaskStandsForASecretOfTheSameTypeAndTheSameTokenUrl() {
        String nothing = "is masked, and the endpoint has no value for it to keep";
        assertThat(flaws(basic("kim", "***"), null), contains("/authentication/password " + nothing));
        Endpoint stored = endpoint(cipher, request(oauth2(URL, "geheim"), null, null));
        assertThat(flaws(basic("kim", "***"), stored), contains("/authentication/password " + nothing));
        assertThat(flaws(oauth2(URL, "***"), stored), is(empty()));
        assertThat(flaws(oauth2("https://evil.example.com/", "***"), stored),
                contains("/authentication/clientSecret must be written again when tokenUrl changes"));
    }

    @Test
    void aCertificateNeedsItsKeyAndTime() throws Exception {
        ClientCertificate good = certificate("client", "client");
        assertThat(flaws(good, null), is(empty()));
        assertThat(flaws(certificate("client", "other"), null),
                contains("/clientCertificate/privateKey does not match the certificate"));
        assertThat(flaws(certificate("expired", "expired"), null),
                contains(startsWith("/clientCertificate/certificate has expired: it was valid until ")));
        assertThat(flaws(new ClientCertificate("x", "y"), null),
                contains(startsWith("/clientCertificate/certificate must be PEM")));
        assertThat(flaws(new ClientCertificate(certificates.pem("client"), "***"), null),
                contains("/clientCertificate/privateKey is masked, and the endpoint has no value for it to keep"));
        assertThat(flaws(request("http://example.org/", Map.of(), null, good, certificates.pem("ca")), null), contains(
                "/clientCertificate needs a URL that begins with https://",
                "/certificateAuthorities needs a URL that begins with https://"));
    }

    @Test
    void aStoredKeyIsKeptForItsOwnCertificate() throws Exception {
        Endpoint stored = endpoint(cipher, request(null, certificate("client", "client"), certificates.pem("expired")));
        ClientCertificate longer = new ClientCertificate(certificates.chainPem("client"), "***");
        assertThat(flaws(longer, stored), is(empty()));
        assertThat(flaws(new ClientCertificate(certificates.pem("other"), "***"), stored), contains(
                "/clientCertificate/privateKey must be written again: the stored one does not match the certificate"));
        EndpointRequest unchanged = request(null, new ClientCertificate(certificates.pem("client"), "***"),
                certificates.pem("expired"));
        assertThat("what has expired meanwhile may stay", flaws(unchanged, stored), is(empty()));
    }

    @Test
    void authoritiesAreCertificatesOfWhichOneIsValid() throws Exception {
        assertThat(flaws(request(null, null, certificates.pem("ca") + certificates.pem("expired")), null), is(empty()));
        assertThat(flaws(request(null, null, certificates.pem("expired")), null),
                contains("/certificateAuthorities has no certificate that is still valid"));
        assertThat(flaws(request(null, null, certificates.keyPem("client")), null),
                contains("/certificateAuthorities must have certificates only, and has a block of another kind"));
    }

    private static ClientCertificate certificate(String certificate, String key) throws Exception {
        return new ClientCertificate(certificates.pem(certificate), certificates.keyPem(key));
    }

    private List<String> flaws(EndpointAuthentication authentication, Endpoint endpoint) {
        return flaws(request(authentication, null, null), endpoint);
    }

    private List<String> flaws(ClientCertificate certificate, Endpoint endpoint) {
        return flaws(request(null, certificate, null), endpoint);
    }

    private List<String> flaws(EndpointRequest request, Endpoint endpoint) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
        return new AccessRules(new AddressRules(Settings.of(Map.of())), new EndpointAccess(cipher), clock)
                .flawsOf(request, endpoint).stream().map(flaw -> flaw.pointer() + " " + flaw.detail()).toList();
    }
}
