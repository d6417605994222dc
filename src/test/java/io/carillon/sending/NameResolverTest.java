package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.sending.NameResolver.NoNameService;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;

/** Whose fault is it that a name does not resolve? */
class NameResolverTest {

    private Instant now = Instant.parse("2026-03-10T00:00:00Z");
    private String failure;
    private final InstantSource time = () -> now;
    private final NameResolver resolver = new NameResolver(time.withZone(ZoneOffset.UTC), new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            if (failure != null) {
                throw new UnknownHostException(failure);
            }
            return new InetAddress[] {InetAddress.getByAddress(host, new byte[] {93, 1, 2, 3})};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    });

    @Test
    void aNameThatDoesNotExistIsTheEndpointsFault() {
        failure = "nowhere.example: Name or service not known";
        assertThat(failing("nowhere.example"), not(instanceOf(NoNameService.class)));
    }

    @Test
    void aNameServiceThatDoesNotAnswerIsOurs() {
        failure = "a.example: Temporary failure in name resolution";
        assertThat(failing("a.example"), instanceOf(NoNameService.class));
    }

    @Test
    void theRuntimesMemoryOfThatFailureIsOursToo() {
        failure = "a.example: Temporary failure in name resolution";
        failing("a.example");
        failure = "a.example";
        assertThat(failing("a.example"), instanceOf(NoNameService.class));
        now = now.plus(Duration.ofSeconds(11));
        assertThat(failing("a.example"), not(instanceOf(NoNameService.class)));
    }

    @Test
    void oneBrokenDomainBesideOthersIsItsOwn() throws UnknownHostException {
        assertThat(resolver.resolve("b.example").length, is(1));
        failure = "a.example: Temporary failure in name resolution";
        assertThat(failing("a.example"), not(instanceOf(NoNameService.class)));
        now = now.plus(Duration.ofMinutes(2));
        assertThat(failing("a.example"), instanceOf(NoNameService.class));
    }

    @Test
    void aLiteralAddressProvesNothing() throws UnknownHostException {
        resolver.resolve("93.1.2.3");
        failure = "a.example: Temporary failure in name resolution";
        assertThat(failing("a.example"), instanceOf(NoNameService.class));
    }

    private UnknownHostException failing(String host) {
        return assertThrows(UnknownHostException.class, () -> resolver.resolve(host));
    }
}
