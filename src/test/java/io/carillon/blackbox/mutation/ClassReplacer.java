package io.carillon.blackbox.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;

/** Runs in the process of a node as {@code -javaagent}: loads the classes that a folder contains instead of the node's own. */
public final class ClassReplacer implements ClassFileTransformer {

    private final Path folder;

    private ClassReplacer(Path folder) {
        this.folder = folder;
    }

    public static void premain(String folder, Instrumentation instrumentation) {
        instrumentation.addTransformer(new ClassReplacer(Path.of(folder)));
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] original) {
        if (name == null || !name.startsWith("io/carillon/")) {
            return null;
        }
        Path other = folder.resolve(name + ".class");
        try {
            return Files.exists(other) ? read(other, name) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path other, String name) throws IOException {
        System.err.println("class.replaced name=" + name);
        return Files.readAllBytes(other);
    }
}
