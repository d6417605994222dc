package io.carillon.blackbox.support;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A domain of Payara Server. */
final class PayaraServer extends ApplicationServer {

    private static final String DOMAIN = "carillon";
    private static final Path CONFIGURATION = Path.of("server-config/payara-server").toAbsolutePath();
    /** The ports that a new domain opens besides those for HTTP and administration. */
    private static final List<String> OTHER_PORTS = List.of("http.ssl.port", "jms.port", "orb.listener.port", "orb.ssl.port",
            "orb.mutualauth.port", "domain.jmxPort", "osgi.shell.telnet.port", "java.debugger.port");

    private final int adminPort = Ports.reserve();
    private final Path domains = folder.resolve("domains");

    PayaraServer(Path folder) {
        super(folder);
    }

    @Override
    void launch() throws IOException {
        asadmin("create-domain", "--nopassword", "--domaindir", domains.toString(), "--adminport", String.valueOf(adminPort),
                "--instanceport", String.valueOf(httpPort()), "--domainproperties", otherPorts(), DOMAIN);
        copy(BUILD.resolve("postgresql.jar"), domain().resolve("lib"));
        copy(BUILD.resolve("carillon-door.jar"), domain().resolve("lib"));
        turnOffTheServersOwnBroker(domain().resolve("config/domain.xml"));
        asadmin("start-domain", "--domaindir", domains.toString(),
                "--prebootcommandfile", CONFIGURATION.resolve("loopback.asadmin").toString(), DOMAIN);
        asadmin("multimode", "--file", "payara-server.asadmin");
        asadmin("restart-domain", "--domaindir", domains.toString(), DOMAIN);
    }

    private static void turnOffTheServersOwnBroker(Path configuration) throws IOException {
        String before = Files.readString(configuration);
        String after = before.replace("type=\"EMBEDDED\"", "type=\"DISABLED\"");
        assertThat(after, is(not(before)));
        Files.writeString(configuration, after);
    }

    private static String otherPorts() {
        return OTHER_PORTS.stream().map(name -> name + "=" + Ports.reserve()).collect(Collectors.joining(":"));
    }

    private Path domain() {
        return domains.resolve(DOMAIN);
    }

    private void asadmin(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(DISTRIBUTION.resolve("bin/asadmin").toString(), "--port",
                String.valueOf(adminPort)));
        Stream.of(command).forEach(all::add);
        run(BUILD, all);
    }

    @Override
    Path logFile() {
        return domain().resolve("logs/server.log");
    }

    @Override
    Optional<ProcessHandle> process() throws IOException {
        Path pid = domain().resolve("config/pid");
        return Files.exists(pid) ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())) : Optional.empty();
    }
}
