package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What {@code carillon.jar} makes its server do, the commands for a Payara Server do too. */
class PayaraServerIT {

    private static final Path JAR = Path.of(System.getProperty("carillon.jar"));
    /** A Payara Server names its listeners by number; the second one is for TLS. */
    private static final List<String> LISTENERS = List.of("http-listener-1", "http-listener-2");
    /** The settings of carillon.jar alone: a domain says where it listens, and its listener is open from the start. */
    private static final Pattern OF_THE_LAUNCHER =
            Pattern.compile("set .*\\.network-listener\\.http-listener\\.(address|enabled)=.*");

    @Test
    void eachSettingOfTheServerIsMade() throws IOException {
        Set<String> expected = commands("pre-boot").stream().filter(command -> command.matches("set(-openapi-configuration)? .*"))
                .filter(command -> !OF_THE_LAUNCHER.matcher(command).matches())
                .flatMap(command -> LISTENERS.stream().map(name -> command.replace(".http-listener.", "." + name + ".")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(expected.size(), greaterThan(12));
        assertThat(commandsForAServer().stream().filter(command -> command.matches("set(-openapi-configuration)? .*"))
                .collect(Collectors.toCollection(TreeSet::new)), is(expected));
    }

    @Test
    void theDefaultDatabaseIsRemoved() throws IOException {
        List<String> removed = commands("post-boot").stream().filter(command -> command.startsWith("delete-")).toList();
        assertThat(removed, hasItem("delete-jdbc-resource jdbc/__default"));
        assertThat(commandsForAServer().stream().filter(command -> command.startsWith("delete-")).toList(), is(removed));
    }

    private static List<String> commandsForAServer() throws IOException {
        return commandsOf(Files.readString(JAR.resolveSibling("payara-server.asadmin")));
    }

    private static List<String> commands(String when) throws IOException {
        try (ZipFile jar = new ZipFile(JAR.toFile());
                InputStream in = jar.getInputStream(jar.getEntry("MICRO-INF/" + when + "-commands.txt"))) {
            return commandsOf(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static List<String> commandsOf(String text) {
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
}
