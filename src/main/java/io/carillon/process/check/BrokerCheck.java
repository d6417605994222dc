package io.carillon.process.check;

import io.carillon.process.Launcher;
import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The broker: login, and the queue of changes. The client of Artemis is unpacked for it, as it is for the server. */
final class BrokerCheck {

    private static final String SUBJECT = "broker";
    /** By name, because the adapter's classes are not on the launcher's class path. */
    private static final String PROBE = "io.carillon.process.broker.BrokerProbe";
    private static final String ADAPTER = "/io/carillon/process/artemis-ra.rar";
    private static final String LIBRARIES = "MICRO-INF/lib/";

    private BrokerCheck() {
    }

    static void run(Report report, Settings settings, Path folder) throws IOException {
        if (!settings.isSet(Setting.BROKER_URL)) {
            report.passed(SUBJECT, "Embedded, in the home folder.");
            return;
        }
        Entry<Boolean, String> found = probe(settings, classPath(folder));
        if (found.getKey()) {
            report.passed(SUBJECT, found.getValue());
        } else {
            report.failed(SUBJECT, found.getValue());
        }
    }

    @SuppressWarnings("unchecked")
    private static Entry<Boolean, String> probe(Settings settings, List<URL> classPath) throws IOException {
        try (URLClassLoader client = new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return (Entry<Boolean, String>) client.loadClass(PROBE).getMethod("ask", String.class, String.class, String.class)
                    .invoke(null, settings.word(Setting.BROKER_URL), settings.text(Setting.BROKER_USER).orElse(null),
                            settings.text(Setting.BROKER_PASSWORD).orElse(null));
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot ask the broker", e);
        }
    }

    private static List<URL> classPath(Path folder) throws IOException {
        List<URL> classPath = new ArrayList<>();
        try (InputStream packed = Launcher.class.getResourceAsStream(ADAPTER); var adapter = new ZipInputStream(packed)) {
            for (ZipEntry entry = adapter.getNextEntry(); entry != null; entry = adapter.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    classPath.add(unpack(adapter, folder, entry.getName()));
                }
            }
        }
        try (JarFile carillon = new JarFile(Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toFile())) {
            for (JarEntry entry : carillon.stream().filter(one -> one.getName().matches(LIBRARIES + ".+\\.jar")).toList()) {
                try (InputStream library = carillon.getInputStream(entry)) {
                    classPath.add(unpack(library, folder, entry.getName()));
                }
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        return classPath;
    }

    private static URL unpack(InputStream library, Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(library, file);
        return file.toUri().toURL();
    }
}
