package io.carillon.blackbox.support;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

/** What a page of the console sends, with the cookie that the browser has. */
public final class Browser {

    private final Api api;
    private String cookie;

    public Browser(Api api) {
        this.api = api.withKey(null);
    }

    /** A browser that is signed in with {@code key}. */
    public static Browser with(Api api, String key) {
        Browser browser = new Browser(api);
        HttpResponse<String> answer = browser.signIn(key);
        if (answer.statusCode() != 204) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        return browser;
    }

    /** Another browser with the same cookie, as if it had been copied. */
    public Browser copy() {
        Browser copy = new Browser(api);
        copy.cookie = cookie;
        return copy;
    }

    public Browser withCookie(String other) {
        cookie = other;
        return this;
    }

    /** Name and value; null without one. */
    public String cookie() {
        return cookie;
    }

    public HttpResponse<String> signIn(String key) {
        return send(session().header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.object("key", key))));
    }

    /** What the page asks to know who is signed in. */
    public HttpResponse<String> who() {
        return send(session().GET());
    }

    public HttpResponse<String> signOut() {
        return send(session().DELETE());
    }

    public HttpResponse<String> redeem(String code) {
        return post("/portal-links/redeem", Json.object("code", code));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** A request to the API as a page sends it. */
    public HttpRequest.Builder request(String path) {
        return ours(bare(api.base() + "/api/v1" + path));
    }

    /** A request for the session as a page sends it. */
    public HttpRequest.Builder session() {
        return ours(bare(api.base() + "/console/session"));
    }

    private static HttpRequest.Builder ours(HttpRequest.Builder request) {
        return request.header("X-Carillon-Console", "1").header("Sec-Fetch-Site", "same-origin");
    }

    /** A request with the cookie and nothing else. */
    public HttpRequest.Builder bare(String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.base().resolve(url));
        return cookie == null ? request : request.header("Cookie", cookie);
    }

    /** Sends {@code request} and keeps the cookie of the answer. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        HttpResponse<String> answer = api.send(request);
        List<String> cookies = answer.headers().allValues("Set-Cookie");
        if (!cookies.isEmpty()) {
            String pair = cookies.get(0).split(";", 2)[0];
            cookie = pair.endsWith("=") ? null : pair;
        }
        return answer;
    }
}
