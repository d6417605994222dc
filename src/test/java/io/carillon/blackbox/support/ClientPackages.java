package io.carillon.blackbox.support;

import io.carillon.receivers.Command;
import io.carillon.receivers.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a client of the API as a package of its language. The code is generated from the description; name, version, licence and
 * README come from {@code src/clients}. The packages are in {@code target/clients/packages}.
 */
public final class ClientPackages {

    private static final Path SOURCES = Path.of("src/clients").toAbsolutePath();
    private static final String SETTINGS = "generator.yaml";

    private final Path work;
    private final Path packages;
    private final Path description;
    private final String version;
    private final OpenApiGenerator generator;

    /** For {@code description} and Carillon's {@code version}, in {@code work}. */
    public ClientPackages(Path work, String description, String version) throws IOException {
        this.work = work;
        this.packages = Files.createDirectories(work.resolve("packages"));
        this.description = Files.writeString(work.resolve("openapi.yaml"), description);
        this.version = version;
        this.generator = new OpenApiGenerator(work);
    }

    /** The folder with the packages. */
    public Path folder() {
        return packages;
    }

    /** The wheel; the source distribution is beside it. */
    public Path python(Path interpreter) {
        String release = version.replace("-SNAPSHOT", ".dev0");
        Path sources = generate("python", "carillon-client-python", release);
        Command.run(sources, interpreter.toString(), "-m", "pip", "install", "--quiet", "build==1.3.0");
        Command.run(sources, interpreter.toString(), "-m", "build", "--outdir", packages.toString());
        return packages.resolve("carillon_client-" + release + "-py3-none-any.whl");
    }

    /** The archive for npm. */
    public Path typescript(Node node) {
        Path sources = generate("typescript", "carillon-client-typescript", version);
        Command.run(sources, node.executable(), work.resolve("node_modules/typescript/bin/tsc").toString(), "-p", ".");
        node.npm(sources, "pack", "--silent", "--ignore-scripts", "--pack-destination", packages.toString());
        return packages.resolve("carillon-client-" + version + ".tgz");
    }

    /** The jar; the folder {@code maven} beside it is a repository that has it. */
    public Path java() {
        Path sources = generate("java", "carillon-client-java", version);
        Command.maven(sources, "deploy", "-Dmaven.install.skip=true",
                "-DaltDeploymentRepository=packages::file:" + packages.resolve("maven"));
        return copy(sources.resolve("target"), packages, "carillon-client-" + version + ".jar");
    }

    /** The archive of the module. */
    public Path go() {
        Path sources = generate("go", "carillon-client-go", version);
        Command.run(sources, "go", "vet", ".");
        Path archive = packages.resolve("carillon-client-go-" + version + ".zip");
        Command.run(work, Path.of(System.getProperty("java.home"), "bin", "jar").toString(), "--create", "--no-manifest",
                "--file", archive.toString(), sources.getFileName().toString());
        return archive;
    }

    private Path generate(String language, String name, String release) {
        Path target = emptied(work.resolve(name));
        try (Stream<Path> files = Files.list(SOURCES.resolve(language))) {
            for (Path file : files.toList()) {
                Files.writeString(target.resolve(file.getFileName()), Files.readString(file).replace("@VERSION@", release));
            }
            Files.copy(Path.of("LICENSE"), target.resolve("LICENSE"));
            generator.run("generate", "-i", description.toString(), "-c", target.resolve(SETTINGS).toString(), "-o",
                    target.toString());
            for (String leftover : List.of(SETTINGS, ".openapi-generator-ignore")) {
                Files.delete(target.resolve(leftover));
            }
            emptied(target.resolve(".openapi-generator"));
            Files.delete(target.resolve(".openapi-generator"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target;
    }

    private static Path copy(Path from, Path to, String name) {
        try {
            return Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code folder}, which is empty then. */
    public static Path emptied(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path one : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                        Files.delete(one);
                    }
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
