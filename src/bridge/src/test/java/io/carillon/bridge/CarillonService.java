package io.carillon.bridge;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code java -jar carillon.jar} on a port and with a folder of its own, which outlive a kill. */
final class CarillonService {

    static final String KEY = "ck_of_the_bridge";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final int port = Ports.free();
    private Process process;

    CarillonService(Path folder) throws IOException {
        this.folder = folder;
    }

    CarillonService start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                System.getProperty("carillon.jar")).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("carillon.log").toFile()));
        builder.environment().put("CARILLON_HTTP_PORT", String.valueOf(port));
        builder.environment().put("CARILLON_HOME", folder.resolve("home").toString());
        builder.environment().put("CARILLON_OPERATOR_KEY", KEY);
        builder.environment().put("CARILLON_BROKER_PORT", "0");
        process = builder.start();
        await("Carillon").atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofSeconds(1)).until(this::isReady);
        return this;
    }

    private boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Carillon ended with status " + process.exitValue());
        }
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(url() + "/health/ready")).build(), BodyHandlers.discarding())
                    .statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(URI.create(url() + "/api/v1" + path))
                .header("Authorization", "Bearer " + KEY).header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** An endpoint that is polled, of an application of organization 7. */
    String anEndpoint() throws IOException, InterruptedException {
        send("POST", "/organizations", "{\"id\":7,\"name\":\"Rowers\"}");
        String application = send("POST", "/applications", "{\"name\":\"Mirror\",\"ownerOrganizationId\":7}").get("id").asText();
        return send("POST", "/applications/" + application + "/endpoints",
                "{\"transport\":\"poll\",\"delivery\":\"instant\"}").get("id").asText();
    }

    /** The ids of the objects in all messages of an endpoint that is polled, in their order. */
    List<String> messages(String endpoint) throws IOException, InterruptedException {
        List<String> objects = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = send("GET", "/endpoints/" + endpoint + "/messages?limit=200" + after, null);
            page.get("items").forEach(item -> objects.add(item.at("/body/resourceId").asText()));
            after = "&after=" + page.get("next").asText();
        } while (!page.get("done").asBoolean());
        return objects;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
