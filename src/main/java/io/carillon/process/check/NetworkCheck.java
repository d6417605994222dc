package io.carillon.process.check;

import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hosts that settings name: whether the name service knows them, and whether the web and mail servers among them answer. */
record NetworkCheck(Report report, Clock clock) {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final String LITERAL = "[0-9.]+|.*:.*";
    private static final Pattern DATABASE_HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*)");
    private static final Pattern BROKER_HOST = Pattern.compile("://(\\[[^]]*]|[^:/?,)]+)");
    private static final List<Setting> WEB =
            List.of(Setting.OIDC_ISSUER, Setting.JWT_PUBLICKEY_LOCATION, Setting.TRACES_URL);
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    void run(Settings settings) {
        hosts(settings).forEach(this::resolve);
        for (Setting setting : WEB) {
            settings.shown(setting).map(NetworkCheck::webUrl).ifPresent(url -> web(setting, url));
        }
        if (settings.isSet(Setting.MAIL_HOST)) {
            connect(Setting.MAIL_HOST, settings.word(Setting.MAIL_HOST), settings.number(Setting.MAIL_PORT));
        }
    }

    /** The host names, each with the setting that has it first. */
    static Map<String, Setting> hosts(Settings settings) {
        Map<String, Setting> hosts = new LinkedHashMap<>();
        settings.text(Setting.DB_URL).stream().flatMap(NetworkCheck::databaseHosts)
                .forEach(host -> hosts.putIfAbsent(host, Setting.DB_URL));
        settings.text(Setting.BROKER_URL).stream().flatMap(url -> BROKER_HOST.matcher(url).results())
                .map(found -> found.group(1)).forEach(host -> hosts.putIfAbsent(host, Setting.BROKER_URL));
        for (Setting setting : WEB) {
            settings.shown(setting).map(NetworkCheck::webUrl)
                    .ifPresent(url -> hosts.putIfAbsent(url.getHost(), setting));
        }
        settings.text(Setting.MAIL_HOST).ifPresent(host -> hosts.putIfAbsent(host, Setting.MAIL_HOST));
        hosts.keySet().removeIf(host -> host.isEmpty() || host.matches(LITERAL));
        return hosts;
    }

    private static Stream<String> databaseHosts(String url) {
        return DATABASE_HOSTS.matcher(url).results()
                .flatMap(found -> Stream.of(found.group(1).split(","))).map(host -> host.replaceFirst(":[0-9]+$", ""));
    }

    /** Null for a file. */
    private static URI webUrl(String text) {
        return text.startsWith("http") ? URI.create(text) : null;
    }

    private void resolve(String host, Setting setting) {
        try {
            report.passed("names", host + " is " + Stream.of(InetAddress.getAllByName(host)).map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", ")) + ".");
        } catch (UnknownHostException e) {
            report.failed("names", setting.variable() + " names the host " + host + ", which the name service does not know.");
        }
    }

    private void web(Setting setting, URI url) {
        boolean isTls = url.getScheme().equals("https");
        int port = url.getPort() > 0 ? url.getPort() : isTls ? HTTPS_PORT : HTTP_PORT;
        if (connect(setting, url.getHost(), port) && isTls) {
            new CertificateCheck(report, clock).server(setting, url.getHost(), port);
        }
    }

    private boolean connect(Setting setting, String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            report.passed("network", host + ":" + port + " answers.");
            return true;
        } catch (UnknownHostException e) {
            return false; // reported as a name
        } catch (IOException e) {
            report.failed("network", setting.variable() + " names " + host + ":" + port + ", which does not answer: "
                    + e.getMessage() + ".");
            return false;
        }
    }
}
