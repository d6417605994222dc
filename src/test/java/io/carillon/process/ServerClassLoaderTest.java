package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT) // compiles classes of its own
class ServerClassLoaderTest {

    @TempDir
    Path folder;

    private final ServerClassLoader loader = new ServerClassLoader();

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    @Test
    void theFirstJarThatHasAClassGivesIt() throws Exception {
        URL other = add("other.jar", "far/Other.class", compiled("Other", "other"));
        URL first = add("the first.jar", "far/Thing.class", compiled("Thing", "first"));
        add("second.jar", "far/Thing.class", compiled("Thing", "second"));
        assertThat(made("far.Thing"), is("first"));
        assertThat(placeOf("far.Thing"), is(first));
        assertThat(placeOf("far.Other"), is(other));
        assertThat(loader.loadClass("far.Thing"), sameInstance(loader.loadClass("far.Thing")));
    }

    @Test
    void aJarThatIsAddedLaterIsSearchedToo() throws Exception {
        add("first.jar", "far/Other.class", compiled("Other", "other"));
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("far.Thing"));
        add("later.jar", "far/Thing.class", compiled("Thing", "later"));
        assertThat(made("far.Thing"), is("later"));
    }

    @Test
    void aClassOnlyForNewerVersionsOfJavaIsFound() throws Exception {
        add("versions.jar", "META-INF/versions/11/far/Thing.class", compiled("Thing", "newer"));
        assertThat(made("far.Thing"), is("newer"));
    }

    @Test
    void aPackageIsDescribedByTheManifestOfItsJar() throws Exception {
        add("described.jar", "far/Thing.class", compiled("Thing", "thing"));
        assertThat(loader.loadClass("far.Thing").getPackage().getImplementationTitle(), is("described.jar"));
    }

    @Test
    void resourcesOfTheSameNameAreFoundInAllJars() throws Exception {
        URL one = add("one.jar", "META-INF/services/far.Thing", new byte[0]);
        URL two = add("two.jar", "META-INF/services/far.Thing", new byte[0]);
        assertThat(Collections.list(loader.getResources("META-INF/services/far.Thing")),
                contains(new URL("jar:" + one + "!/META-INF/services/far.Thing"),
                        new URL("jar:" + two + "!/META-INF/services/far.Thing")));
    }

    private String made(String name) throws Exception {
        return loader.loadClass(name).getConstructor().newInstance().toString();
    }

    private URL placeOf(String name) throws Exception {
        return loader.loadClass(name).getProtectionDomain().getCodeSource().getLocation();
    }

    private URL add(String name, String entry, byte[] content) throws IOException {
        Path jar = folder.resolve(name);
        Manifest manifest = new Manifest();
        Map.of(Name.MANIFEST_VERSION, "1.0", Name.MULTI_RELEASE, "true", Name.IMPLEMENTATION_TITLE, name)
                .forEach(manifest.getMainAttributes()::put);
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out, manifest)) {
            entries.putNextEntry(new JarEntry(entry));
            entries.write(content);
        }
        URL address = jar.toUri().toURL();
        loader.addURL(address);
        return address;
    }

    /** A class that no other loader knows. */
    private byte[] compiled(String name, String text) throws IOException {
        Path source = Files.createDirectories(folder.resolve(text)).resolve(name + ".java");
        Files.writeString(source, """
                package far;
                public class %s {
                    public String toString() {
                        return "%s";
                    }
                }
                """.formatted(name, text));
        String[] options = {"-proc:none", "-d", folder.toString(), source.toString()};
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options), is(0));
        return Files.readAllBytes(folder.resolve("far").resolve(name + ".class"));
    }
}
