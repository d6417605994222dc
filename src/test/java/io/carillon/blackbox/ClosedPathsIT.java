package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Tenant;
import io.carillon.blackbox.support.TokenIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What settings close: /metrics and /openapi to all but operators, the directory of organizations to applications. */
class ClosedPathsIT {

    private static final List<String> CLOSED = List.of("/metrics", "/openapi");

    private static CarillonProcess carillon;
    private static TokenIssuer tokens;

    @BeforeAll
    static void start(@TempDir Path folder) {
        tokens = new TokenIssuer(folder);
        Map<String, String> settings = new HashMap<>(tokens.settings());
        settings.put("CARILLON_OPEN_METRICS", "false");
        settings.put("CARILLON_OPEN_OPENAPI", "false");
        settings.put("CARILLON_DIRECTORY", "enabled");
        carillon = new CarillonProcess(folder, settings).start();
    }

    @AfterAll
    static void stop() {
        carillon.close();
    }

    @Test
    void operatorsAloneOpenClosedPaths() {
        Api api = carillon.api();
        isRejected(api, null);
        isRejected(api, "Bearer ck_wrong");
        isRejected(api, "Basic " + CarillonProcess.OPERATOR_KEY);
        isRejected(api, "Bearer " + tokens.token("bob", "producer", Duration.ofSeconds(5)));
        isAccepted(api, "Bearer " + CarillonProcess.OPERATOR_KEY);
        isAccepted(api, "bearer " + CarillonProcess.OPERATOR_KEY);
        isAccepted(api, "Bearer " + tokens.token("alice", "operator", Duration.ofSeconds(5)));
    }

    @Test
    void anApplicationFindsTheOrganizationsThatEnableIt() {
        Api api = carillon.api();
        Api.json(api.post("/organizations", Json.object("id", 7, "name", "Enables it")), 201);
        Api.json(api.post("/organizations", Json.object("id", 8, "name", "Does not")), 201);
        String application = Api.json(api.post("/applications", Json.object("name", "A")), 201).get("id").asText();
        Api own = Tenant.keyOf(api, "application:" + application);
        assertThat(own.list("/organizations").size(), is(0));
        Api.json(api.put("/organizations/7/applications/" + application, ""), 200);
        assertThat(own.list("/organizations").stream().map(found -> found.get("id").asInt()).toList(), is(List.of(7)));
        assertThat(own.get("/organizations/7").statusCode(), is(200));
        assertThat(own.get("/organizations/8").statusCode(), is(404));
    }

    private static void isRejected(Api api, String authorization) {
        for (String path : CLOSED) {
            HttpResponse<String> answer = get(api, path, authorization);
            assertThat(path + " " + authorization, answer.statusCode(), is(401));
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""), is("Bearer"));
            assertThat(answer.headers().firstValue("Cache-Control").orElse(""), is("no-store"));
            assertThat(answer.headers().firstValue("Content-Type").orElse(""), startsWith("application/problem+json"));
        }
    }

    private static void isAccepted(Api api, String authorization) {
        for (String path : CLOSED) {
            assertThat(path + " " + authorization, get(api, path, authorization).statusCode(), is(200));
        }
    }

    private static HttpResponse<String> get(Api api, String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.base().resolve(path)).GET();
        return api.send(authorization == null ? request : request.header("Authorization", authorization));
    }
}
