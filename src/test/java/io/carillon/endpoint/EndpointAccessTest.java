package io.carillon.endpoint;

import static io.carillon.endpoint.Access.basic;
import static io.carillon.endpoint.Access.bearer;
import static io.carillon.endpoint.Access.change;
import static io.carillon.endpoint.Access.endpoint;
import static io.carillon.endpoint.Access.oauth2;
import static io.carillon.endpoint.Access.request;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.crypto.Ciphers;
import io.carillon.crypto.SecretCipher;
import io.carillon.json.StrictJson;
import io.carillon.receivers.Certificates;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What opens a receiver is encrypted, shown without its secrets, and kept where a request has the mask. */
@Execution(ExecutionMode.CONCURRENT) // waits for programs
class EndpointAccessTest {

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final SecretCipher cipher = Ciphers.withKeyOf(1);
    private final EndpointAccess access = new EndpointAccess(cipher);

    @BeforeAll
    static void sign() throws Exception {
        certificates = new Certificates(folder);
        certificates.sign("client", "carillon.example.com");
        certificates.sign("next", "carillon.example.com");
    }

    @Test
    void anEndpointWithoutItHasNothing() {
        Endpoint endpoint = endpoint(cipher, request(null, null, null));
        assertThat(access.of(endpoint), is(sameInstance(ReceiverAccess.NONE)));
        assertThat(EndpointAccess.masked(endpoint.access()), is(nullValue()));
    }

    @Test
    void theSecretIsEncryptedAndMasked() throws Exception {
        for (EndpointAuthentication one : new EndpointAuthentication[] {basic("kim", "geheim"), bearer("geheim"),
            oauth2("https://login.example.com/token", "geheim")}) {
            Endpoint endpoint = endpoint(cipher, request(one, null, null));
            assertThat(endpoint.access().authentication(), not(containsString("geheim")));
            assertThat(endpoint.access().secret(), startsWith(cipher.keyId()));
            assertThat(access.of(endpoint), is(new ReceiverAccess("ep_1", one, TlsMaterial.NONE)));
            String shown = StrictJson.mapper().writeValueAsString(EndpointAccess.masked(endpoint.access()));
            assertThat(shown, containsString("\"***\""));
            assertThat(shown + one, not(containsString("geheim")));
            assertThat(new EndpointAccess(Ciphers.withKeyOf(2, 1)).of(endpoint).authentication(), is(one));
            assertThrows(UnreadableSecret.class, () -> new EndpointAccess(Ciphers.withKeyOf(2)).of(endpoint));
        }
    }

    @Test
    void aMaskKeepsTheSecret() {
        Endpoint endpoint = endpoint(cipher, request(basic("kim", "geheim"), null, null));
        change(cipher, endpoint, request(basic("robin", "***"), null, null));
        assertThat(access.of(endpoint).authentication(), is(basic("robin", "geheim")));
        change(cipher, endpoint, request(null, null, null));
        assertThat(access.of(endpoint), is(sameInstance(ReceiverAccess.NONE)));
        assertThat(endpoint.access().secret(), is(nullValue()));
    }

    @Test
    void theCertificateIsShownAndItsKeyIsNot() throws Exception {
        String pem = certificates.chainPem("client");
        Endpoint endpoint = endpoint(cipher, request(null, new ClientCertificate(pem, certificates.keyPem("client")), null));
        assertThat(EndpointAccess.maskedCertificate(endpoint.access()), is(new ClientCertificate(pem, "***")));
        assertThat(endpoint.access().key(), startsWith(cipher.keyId()));
        assertThat(endpoint.access().certificateEndsAt().isAfter(Access.NOW), is(true));
        TlsMaterial before = access.of(endpoint).tls();
        assertThat(before.certificate(), is(pem));

        change(cipher, endpoint, request(null, new ClientCertificate(pem, "***"), certificates.pem("ca")));
        assertThat(access.of(endpoint).tls(), is(new TlsMaterial(pem, before.privateKey(), certificates.pem("ca"))));
        change(cipher, endpoint, request(null,
                new ClientCertificate(certificates.pem("next"), certificates.keyPem("next")), null));
        assertThat(access.of(endpoint).tls().privateKey(), is(not(before.privateKey())));
        change(cipher, endpoint, request(null, null, null));
        assertThat(endpoint.access().key(), is(nullValue()));
        assertThat(endpoint.access().certificateEndsAt(), is(nullValue()));
    }

    @Test
    void aSecretIsOfItsRowAlone() throws Exception {
        Endpoint endpoint = endpoint(cipher, request(basic("kim", "geheim"),
                new ClientCertificate(certificates.pem("client"), certificates.keyPem("client")), null));
        StoredAccess stored = endpoint.access();
        assertThrows(IllegalStateException.class, () -> EndpointAccess.renewedKey(cipher, stored.secret(), "ep_1"));
        assertThrows(IllegalStateException.class, () -> EndpointAccess.renewedSecret(cipher, stored.key(), "ep_1"));
        assertThrows(IllegalStateException.class, () -> EndpointAccess.renewedSecret(cipher, stored.secret(), "ep_2"));
        assertThat(EndpointAccess.renewedSecret(cipher, null, "ep_1"), is(nullValue()));
    }

    @Test
    void aDeletedEndpointKeepsNoneOfIt() {
        Endpoint endpoint = endpoint(cipher, request(basic("kim", "geheim"), null, null));
        endpoint.switchTo(EndpointStatus.INACTIVE, Access.NOW);
        assertThat(endpoint.access().isNone(), is(false));
        endpoint.switchTo(EndpointStatus.DELETED, Access.NOW);
        assertThat(endpoint.access().isNone(), is(true));
    }
}
