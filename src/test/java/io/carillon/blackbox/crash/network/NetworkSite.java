package io.carillon.blackbox.crash.network;

import io.carillon.blackbox.crash.CrashSite;
import io.carillon.blackbox.support.CarillonProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nodes that share a broker and a PostgreSQL, each with links of its own to both. */
final class NetworkSite implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    private final List<Links> links = new ArrayList<>();
    private final CrashSite site;

    NetworkSite(Path folder, int nodes) {
        site = CrashSite.shared(folder, nodes, (number, settings) -> {
            Links own = new Links(leadingTo(settings.get("CARILLON_BROKER_URL")), leadingTo(settings.get("CARILLON_DB_URL")));
            links.add(own);
            settings.computeIfPresent("CARILLON_BROKER_URL", (name, url) -> through(own.broker(), url));
            settings.computeIfPresent("CARILLON_DB_URL", (name, url) -> through(own.database(), url));
            return settings;
        });
    }

    private static Link leadingTo(String url) {
        Matcher port = PORT.matcher(url);
        if (!port.find()) {
            throw new IllegalArgumentException(url);
        }
        return new Link(Integer.parseInt(port.group(1)));
    }

    private static String through(Link link, String url) {
        return PORT.matcher(url).replaceFirst("127.0.0.1:" + link.port());
    }

    CrashSite site() {
        return site;
    }

    /** The links of {@code node}. */
    Links of(CarillonProcess node) {
        return links.get(site.nodes().indexOf(node));
    }

    /** The connections that nodes keep open although the part has left them. */
    long keptByNodes() {
        return links.stream().flatMap(own -> own.both().stream()).mapToLong(Link::keptByNode).sum();
    }

    @Override
    public void close() {
        site.close();
        links.forEach(own -> own.both().forEach(Link::close));
    }

    /** What connects a node with the parts. */
    record Links(Link broker, Link database) {

        List<Link> both() {
            return List.of(broker, database);
        }
    }
}
