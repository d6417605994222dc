package io.carillon.blackbox.support;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

/** A browser with its cookies, on its way from the console to an {@link IdentityProvider} and back. */
public final class ProviderVisit {

    private static final String START = "/console/oidc/start";

    private final Api api;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

    public ProviderVisit(Api api) {
        this.api = api;
    }

    /** Another browser with the same cookies, as if they had been copied. */
    public ProviderVisit copy() {
        ProviderVisit copy = new ProviderVisit(api);
        cookies.getCookieStore().getCookies().forEach(cookie -> copy.cookies.getCookieStore().add(api.base(), cookie));
        return copy;
    }

    public HttpResponse<String> get(String url) {
        return get(api.base().resolve(url));
    }

    private HttpResponse<String> get(URI url) {
        try {
            return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Where {@code answer} leads. */
    public static URI location(HttpResponse<String> answer) {
        assertThat(answer.body(), answer.statusCode(), is(302));
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    /** A parameter of {@code url}, as it is written there. */
    public static String parameter(URI url, String name) {
        return Stream.of(url.getRawQuery().split("&")).filter(pair -> pair.startsWith(name + "="))
                .findFirst().orElseThrow().substring(name.length() + 1);
    }

    /** Goes to the provider and signs in there; returns where the provider leads then. */
    public URI toTheProvider() {
        return toTheProvider(START);
    }

    private URI toTheProvider(String start) {
        URI back = location(get(location(get(start))));
        assertThat(back.toString(), startsWith(api.base() + "/console/oidc/callback?"));
        return back;
    }

    /** Signs in, and returns the page to which that leads. */
    public String signIn() {
        return signIn(START);
    }

    /** Signs in from the address {@code start}. */
    public String signIn(String start) {
        return back(toTheProvider(start));
    }

    /** Comes back with {@code answer}, and returns the page to which that leads. */
    public String back(URI answer) {
        return location(get(answer)).toString();
    }

    /** The pages of the console in this browser. */
    public Browser browser() {
        return new Browser(api).withCookie("carillon=" + cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("carillon")).map(HttpCookie::getValue).findFirst().orElse(""));
    }
}
