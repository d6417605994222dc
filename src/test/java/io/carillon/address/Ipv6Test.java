package io.carillon.address;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.apache.hc.core5.net.URIAuthority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of an IPv6 address has the same canonical one, which HttpClient reads as well. */
class Ipv6Test {

    @ParameterizedTest
    @CsvSource({
        "::, ::", "0:0:0:0:0:0:0:0, ::", "0::0, ::", "0000:0::0.0.0.0, ::",
        "::1, ::1", "0:0:0:0:0:0:0:1, ::1", "::0.0.0.1, ::1", "::0001, ::1",
        "1::, 1::", "1:0:0:0:0:0:0:0, 1::", "1::0, 1::",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8", "1::3:4:5:6:7:8, 1:0:3:4:5:6:7:8", "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0", "1:0:3:0:5:0:7:0, 1:0:3:0:5:0:7:0",
        "1:0:0:4:0:0:0:8, 1:0:0:4::8", "1:0:0:0:5:0:0:8, 1::5:0:0:8", "1:0:0:4:5:0:0:8, 1::4:5:0:0:8",
        "0:0:3:4:5:6:0:0, ::3:4:5:6:0:0", "0:0:3:4:5:0:0:0, 0:0:3:4:5::",
        "::ffff:127.0.0.1, ::ffff:7f00:1", "0:0:0:0:0:ffff:127.0.0.1, ::ffff:7f00:1", "::FFFF:255.255.255.255, ::ffff:ffff:ffff",
        "2606:4700::1.1.1.1, 2606:4700::101:101", "1:2:3:4:5:6:7.8.9.10, 1:2:3:4:5:6:708:90a",
        "1:2:3:4:5::7.8.9.10, 1:2:3:4:5:0:708:90a", "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "2001:0DB8:00A0:000b:0:0:0:C, 2001:db8:a0:b::c"})
    void everyFormBecomesOne(String address, String canonical) throws UnknownHostException, URISyntaxException {
        assertThat(Ipv6.canonical(address), is(canonical));
        assertThat(Ipv6.canonical(canonical), is(canonical));
        assertThat("the same address", InetAddress.getByName(canonical), is(InetAddress.getByName(address)));
        assertThat(URIAuthority.create("[" + canonical + "]:80").getPort(), is(80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":::", "1", "1:", ":1", "1:::2", "1::2::3", "::1:", ":1::", "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "12345::", "::00001", "::g", "::-1",
        "::+1", " ::1", "::1 ", "::1%eth0", "::1%25eth0", "[::1]", "127.0.0.1", "::1.2.3", "::1.2.3.4.5", "::1.2.3.256",
        "::1.2.3.04", "::1.2.3.", "::.1.2.3", "::1.2.3.0x4", "::1.2.3.4:5", "1.2.3.4::", "1.2.3.4::5", "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:6::1.2.3.4", "1:2:3:4:5:1.2.3.4", "::\uff11", "::1\n"})
    void anythingElseIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Ipv6.canonical(text));
    }
}
