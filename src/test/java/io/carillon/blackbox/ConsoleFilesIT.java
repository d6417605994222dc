package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the console: what browsers may do with them, and for how long they keep them. */
@SharedService
class ConsoleFilesIT {

    private static final Pattern SCRIPT = Pattern.compile("/console/assets/([0-9a-f]{16})/app/main\\.js");

    private final Api api;

    ConsoleFilesIT(Service service) {
        this.api = service.api();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/", "/console/index.html", "/console/enter", "/console/deliveries/dl_1",
            "/console/embedded"})
    void thePageLoadsItsOwnFilesAndIsShownInNoFrame(String path) {
        HttpResponse<String> page = api.root(path);
        assertThat(page.statusCode(), is(200));
        assertThat(page.body(), not(containsString("@build@")));
        assertThat(header(page, "Cache-Control"), is("no-store"));
        assertThat(header(page, "Content-Security-Policy"), matchesRegex("default-src 'none'; script-src 'self' 'sha256-.{44}';"
                + " .*frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"));
        assertThat(header(page, "X-Frame-Options"), is("DENY"));
        assertThat(header(page, "X-Content-Type-Options"), is("nosniff"));
        assertThat(header(page, "Referrer-Policy"), is("no-referrer"));
        assertThat(header(page, "Cross-Origin-Opener-Policy"), is("same-origin"));
        assertThat(header(page, "Permissions-Policy"), containsString("camera=()"));
    }

    @Test
    void onlyTheSitesOfTheSettingFrameTheEmbeddedPage() {
        HttpResponse<String> page = api.root("/console/embed/enter");
        assertThat(page.statusCode(), is(200));
        assertThat(header(page, "Content-Security-Policy"),
                containsString("; frame-ancestors https://app.example.com http://localhost:3000; "));
        // the server adds SAMEORIGIN, which browsers ignore next to frame-ancestors
        assertThat(header(page, "X-Frame-Options"), is(not("DENY")));
    }

    @Test
    void browsersKeepFilesUntilTheNextBuild() {
        String path = script();
        HttpResponse<String> file = api.root(path);
        assertThat(file.statusCode(), is(200));
        assertThat(header(file, "Content-Type"), startsWith("text/javascript"));
        assertThat(header(file, "Cache-Control"), is("public, max-age=31536000, immutable"));
        String tag = header(file, "ETag");
        HttpResponse<String> again = api.send(request(path).header("If-None-Match", tag));
        assertThat(again.statusCode(), is(304));
        HttpResponse<String> compressed = api.send(request(path).header("Accept-Encoding", "gzip"));
        assertThat(header(compressed, "Content-Encoding"), is("gzip"));
        assertThat(header(compressed, "ETag"), is(not(tag)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/assets/app/main.js", "/console/assets/0123456789abcdef/app/main.js", "/console/assets/",
            "/console/assets", "/console/assets/index.html"})
    void whatHasNoBuildOrAnotherIsNotFound(String path) {
        HttpResponse<String> answer = api.root(path);
        assertThat(answer.statusCode(), is(404));
        assertThat(header(answer, "Cache-Control"), is("no-store"));
        assertThat(header(answer, "Content-Type"), is("application/problem+json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void filesAreOnlyRead(String method) {
        for (String path : new String[] {"/console/", script()}) {
            HttpResponse<String> answer = api.send(request(path).method(method, BodyPublishers.noBody()));
            assertThat(answer.statusCode(), is(405));
            assertThat(header(answer, "Allow"), is("GET, HEAD"));
        }
    }

    @Test
    void browsersAreLedToTheConsoleAndOthersAreNot() {
        HttpResponse<String> led = api.send(request("/").header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        assertThat(led.statusCode(), is(302));
        assertThat(header(led, "Location"), is("/console/"));
        assertThat(header(api.root("/console"), "Location"), is("/console/"));
        HttpResponse<String> other = api.send(request("/").header("Accept", "application/json"));
        assertThat(other.statusCode(), is(404));
        assertThat(header(other, "Content-Type"), is("application/problem+json"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.base().resolve(path));
    }

    private String script() {
        Matcher found = SCRIPT.matcher(api.root("/console/").body());
        assertThat(found.find(), is(true));
        return found.group();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
