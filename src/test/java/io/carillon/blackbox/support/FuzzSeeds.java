package io.carillon.blackbox.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the fuzzer needs to get further than a 401 or a 404: two tenants, a key of each scope, endpoints of every kind, and
 * messages that keep coming over the queue, every second one good. Its file is read by {@code fuzz/hooks.py}.
 */
public final class FuzzSeeds implements AutoCloseable {

    /** The id of a change of each organization. */
    private static final String CHANGE = "of-the-seeds";

    private final Api operator;
    private final Map<String, List<String>> keys = new TreeMap<>();
    private final Map<String, List<String>> ids = new TreeMap<>();
    private final List<String> kept = new ArrayList<>(List.of("key_operator"));
    private final List<String> urls;
    private final List<Tenant> tenants;
    private final CoreProducer producer;

    public FuzzSeeds(CarillonProcess carillon, Receiver receiver, ForbiddenDoor door) throws Exception {
        operator = carillon.api();
        producer = new CoreProducer(URI.create(carillon.brokerUrl()).getPort());
        String redirect = receiver.newUrl(received -> new Receiver.Answer(302, Map.of("Location", door.urls().get(0)), ""));
        String good = receiver.newUrl(received -> Receiver.Answer.status(200));
        urls = new ArrayList<>(door.urls());
        urls.addAll(List.of(redirect, good, good, good, good, good, good,
                receiver.newUrl(received -> Receiver.Answer.status(500)),
                receiver.newUrl(received -> Receiver.Answer.dropConnection()),
                "https://127.0.0.1:" + URI.create(good).getPort()));
        tenants = List.of(new Tenant(operator, receiver), new Tenant(operator, receiver));
        tenants.forEach(this::add);
        keys.put("operator", List.of(CarillonProcess.OPERATOR_KEY));
        keys.put("producer", List.of(aKey("producer")));
        ids.put("changes", List.of(CHANGE));
        ids.put("versions", List.of("1"));
        ids.put("event-types", List.of("score.updated", "team.updated", "event.deleted", "organization.created"));
        ids.put("resource-types", List.of("score", "team", "event", "roster", "membership", "spare"));
    }

    private void add(Tenant tenant) {
        put(ids, "organizations", String.valueOf(tenant.organization));
        put(ids, "applications", tenant.application);
        put(ids, "applications", tenant.spareApplication);
        put(ids, "deliveries", tenant.delivery);
        put(ids, "messages", tenant.message);
        put(ids, "sources", tenant.newSource());
        Api.json(operator.post("/changes", Json.object("id", CHANGE, "organizationId", tenant.organization, "eventType",
                "team.updated", "resourceId", "t1")), 202);
        put(keys, "organization", aKey("organization:" + tenant.organization));
        put(keys, "application", aKey("application:" + tenant.application));
        for (String url : urls) {
            var made = operator.post("/applications/" + tenant.application + "/endpoints",
                    Json.object("url", url, "format", "full", "delivery", "instant", "signatures", List.of("v1", "v1a")));
            if (made.statusCode() == 201) {
                put(ids, "endpoints", Api.json(made.body()).get("id").asText());
            }
        }
    }

    /** A key that the fuzzer uses, and must therefore not revoke. */
    private String aKey(String scope) {
        var made = Api.json(operator.post("/api-keys", Json.object("name", "fuzzer", "scope", scope)), 201);
        kept.add(made.get("id").asText());
        return made.get("key").asText();
    }

    private static void put(Map<String, List<String>> map, String name, String value) {
        map.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** A change of each tenant, and a message that cannot be used. */
    public void sendMessages() {
        tenants.forEach(tenant -> producer.sendText(tenant.change()));
        producer.sendText(Json.object("organizationId", tenants.get(0).organization, "eventType", "horse.shod", "resourceId",
                "h"));
    }

    public Path writeTo(Path folder) throws IOException {
        return Files.writeString(folder.resolve("seeds.json"), new ObjectMapper().writeValueAsString(
                Map.of("keys", keys, "ids", ids, "urls", urls, "protected", kept)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
