package io.carillon.address;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.net.URISyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One URL, read once, in the form of requests and in the form for people. */
class WebUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://m\u00fcnchen.example/x, https://xn--mnchen-3ya.example/x, https://m\u00fcnchen.example/x",
        "https://xn--mnchen-3ya.example/x, https://xn--mnchen-3ya.example/x, https://m\u00fcnchen.example/x",
        "HTTPS://M\u00dcNCHEN.Example:8443, https://xn--mnchen-3ya.example:8443, https://m\u00fcnchen.example:8443",
        "https://fa\u00df.example/, https://xn--fa-hia.example/, https://fa\u00df.example/",
        "http://my_service:8080/, http://my_service:8080/, http://my_service:8080/",
        "http://h/x?q=\u2713, http://h/x?q=%E2%9C%93, http://h/x?q=%E2%9C%93",
        "http://h?q=\ud83d\ude00, http://h?q=%F0%9F%98%80, http://h?q=%F0%9F%98%80",
        "http://h/a%2fb//c/../d?x=%20+&y, http://h/a%2fb//c/../d?x=%20+&y, http://h/a%2fb//c/../d?x=%20+&y",
        "http://[2001:0DB8:0::1]:80/, http://[2001:db8::1]:80/, http://[2001:db8::1]:80/",
        "http://[::FFFF:127.0.0.1]/, http://[::ffff:7f00:1]/, http://[::ffff:7f00:1]/"})
    void bothForms(String text, String ascii, String unicode) throws URISyntaxException {
        WebUrl url = WebUrl.of(text);
        assertThat(url.ascii(), is(ascii));
        assertThat(url.unicode(), is(unicode));
        assertThat("the form of requests stays as it is", WebUrl.of(ascii).ascii(), is(ascii));
    }
}
