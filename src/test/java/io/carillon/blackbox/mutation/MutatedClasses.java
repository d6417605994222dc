package io.carillon.blackbox.mutation;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes of a mutation, compiled from edited copies of their sources, and what makes a node load them. */
final class MutatedClasses {

    private static final String AGENT = ClassReplacer.class.getName().replace('.', '/') + ".class";

    private final Path folder;

    /** Compiles the classes of {@code mutation} into {@code folder}, which must exist. */
    MutatedClasses(Mutation mutation, Path folder) {
        this.folder = folder;
        try {
            compile(edited(mutation));
            writeAgent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment of a node that runs with these classes. */
    Map<String, String> environment() {
        return Map.of("JDK_JAVA_OPTIONS", "-javaagent:" + agent() + "=" + classes());
    }

    private Path agent() {
        return folder.resolve("agent.jar");
    }

    private Path classes() {
        return folder.resolve("mutated-classes");
    }

    private List<Path> edited(Mutation mutation) throws IOException {
        Map<Path, String> sources = new LinkedHashMap<>();
        for (Edit edit : mutation.edits()) {
            sources.merge(edit.file(), edit.apply(edit.read()), (once, again) -> edit.apply(once));
        }
        Path copies = Files.createDirectories(folder.resolve("mutated-sources"));
        for (Map.Entry<Path, String> source : sources.entrySet()) {
            Files.writeString(copies.resolve(source.getKey().getFileName()), source.getValue());
        }
        return sources.keySet().stream().map(source -> copies.resolve(source.getFileName())).toList();
    }

    private void compile(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:none", "-parameters", "-nowarn",
                "-d", Files.createDirectories(classes()).toString(),
                "-cp", Path.of("target", "classes") + File.pathSeparator + System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources)).call()) {
                throw new IllegalStateException("the mutation does not compile");
            }
        }
    }

    private void writeAgent() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), ClassReplacer.class.getName());
        try (OutputStream out = Files.newOutputStream(agent());
                JarOutputStream jar = new JarOutputStream(out, manifest);
                var in = ClassReplacer.class.getResourceAsStream('/' + AGENT)) {
            jar.putNextEntry(new JarEntry(AGENT));
            in.transferTo(jar);
        }
    }
}
