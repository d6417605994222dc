package io.carillon.address;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import io.carillon.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:2800:220:1:248:1893:25c8:1946"})
    void publicAddressesArePermitted(String address) throws UnknownHostException {
        assertThat(rules(false).permits(InetAddress.getByName(address)), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::",
        "fe80::1", "fd00::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "::ffff:127.0.0.1"})
    void specialAddressesAreNot(String address) throws UnknownHostException {
        assertThat(rules(false).permits(InetAddress.getByName(address)), is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com", "ftp://example.com", "https://", "https:///x", "https://u@example.com",
        "https://u:p@example.com", "https://example.com/#x", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/",
        "https://127.1/", "https://0x7f000001/", "https://0177.0.0.1/", "https://1.2.3/", "https://a b/", "", "example.com",
        "https://10.0.0.1:8443/x", "https://[fd00::1]/", "https://127.0.0.1./", "javascript:alert(1)"})
    void suchUrlsAreObjectedTo(String url) {
        assertThat(url, rules(false).objectionTo(url).isPresent(), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com", "https://example.com:8443/a?b=c", "https://93.184.216.34/",
        "HTTPS://EXAMPLE.com/"})
    void suchUrlsAreNot(String url) {
        assertThat(rules(false).objectionTo(url), is(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/hook", "http://localhost/", "https://[fd00::7]/"})
    void settingsOpenExceptions(String url) {
        assertThat(rules(true, "127.0.0.0/8", "fd00::/8").objectionTo(url), is(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://my_service:8080/", "http://_x/", "http://my_service", "http://a_b.c_d.example./x?y",
        "https://my_service:/", "http://m.1a/", "http://r1---sn-x.example/", "https://xn--mnchen-3ya.example/x",
        "https://m\u00fcnchen.example/x", "https://M\u00dcNCHEN.example", "https://fa\u00df.example/",
        "https://xn--fa-hia.example/",
        "https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/", "https://\u4f8b\u3048\u3002\u30c6\u30b9\u30c8/",
        "https://example.com/x?q=\u2713", "https://example.com/\u00fc/%C3%BC?q=%E2%9C%93&r=a%20b"})
    void namesOfContainersAndOfOtherLanguagesAreNot(String url) {
        assertThat(rules(true).objectionTo(url), is(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://u@my_service/", "http://my_service:99999/", "http://my_service:0/", "http://my_service:x/",
        "http://my_service:-1/", "http://my..service_/", "http://-a_/", "http://my_service.1/", "http://127.0.0.1_.1/",
        "http://my_localhost.localhost/", "https://xn--a.example/", "https://xn--mnchen-3yb\u00fc.example/",
        "https://\uff11\uff12\uff17.0.0.1/", "https://127\u30020\u30020\u30021/", "https://\u24db\u24de\u24d2al\u24d7ost/",
        "https://a\u200db.example/", "https://a\u202eb.example/", "https://%6cocalhost/", "https://example.com\\@x/",
        "https://example.com/a b", "https://example.com/?q=%zz", "https://example.com/\ud800"})
    void theOtherRulesHoldForThemToo(String url) {
        assertThat(url, rules(true).objectionTo(url).isPresent(), is(true));
    }

    @Test
    void theObjectionNamesTheCharacter() {
        assertThat(rules(true).objectionTo("http://my$service/"),
                is(Optional.of("has a host with the character $, which no host name has")));
    }

    static List<String> refusedForms() {
        return AddressForms.of("refused", "loopback");
    }

    static List<String> permittedForms() {
        return AddressForms.of("permitted");
    }

    @ParameterizedTest
    @MethodSource("refusedForms")
    void everyFormOfAForbiddenAddressIsObjectedTo(String url) {
        assertThat(url, rules(false).objectionTo(url).isPresent(), is(true));
        assertThat(url, rules(true).objectionTo(url).isPresent(), is(true));
    }

    @ParameterizedTest
    @MethodSource("permittedForms")
    void whatIsAlikeButPublicIsNot(String url) {
        assertThat(rules(false).objectionTo(url), is(Optional.empty()));
    }

    @Test
    void theTableIsLargeEnough() {
        assertThat(refusedForms().size(), greaterThanOrEqualTo(200));
    }

    private static AddressRules rules(boolean allowHttp, String... subnets) {
        return new AddressRules(Settings.of(Map.of("carillon.allow.http", String.valueOf(allowHttp),
                "carillon.allowed.subnets", String.join(",", subnets))));
    }
}
