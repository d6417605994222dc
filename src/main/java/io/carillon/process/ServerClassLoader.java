package io.carillon.process;

import fish.payara.micro.boot.loader.OpenURLClassLoader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;

/**
 * Loads the classes of the server (decision 26).
 *
 * <p>The server consists of 380 jars, and its own loader asks one after the other for each of 20,000 classes. This one remembers
 * which jars have classes in a package, and asks only those, in the same order. It finds resources as before.
 */
final class ServerClassLoader extends OpenURLClassLoader {

    private static final String CLASS = ".class";
    private static final String OF_A_VERSION = "META-INF/versions/\\d+/";

    private record Jar(URL address, JarFile file) {
    }

    private final Map<String, List<Jar>> jarsOfPackages = new HashMap<>();

    ServerClassLoader() {
        super(new URL[0]);
    }

    @Override
    public void addURL(URL address) {
        super.addURL(address);
        File file = new File(URI.create(address.toString()));
        if (file.isFile()) {
            remember(address, file);
        }
    }

    private synchronized void remember(URL address, File file) {
        try {
            Jar jar = new Jar(address, new JarFile(file, true, ZipFile.OPEN_READ, JarFile.runtimeVersion()));
            jar.file.stream().map(JarEntry::getName).filter(name -> name.endsWith(CLASS))
                    .map(name -> packageOf(name.replaceFirst(OF_A_VERSION, ""), '/')).distinct()
                    .forEach(folder -> jarsOfPackages.computeIfAbsent(folder, key -> new ArrayList<>()).add(jar));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String packageOf(String name, char separator) {
        return name.substring(0, Math.max(0, name.lastIndexOf(separator)));
    }

    @Override
    protected synchronized Class<?> findClass(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + CLASS;
        try {
            for (Jar jar : jarsOfPackages.getOrDefault(packageOf(path, '/'), List.of())) {
                JarEntry entry = jar.file.getJarEntry(path);
                if (entry != null) {
                    return define(name, jar, entry);
                }
            }
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        throw new ClassNotFoundException(name);
    }

    private Class<?> define(String name, Jar jar, JarEntry entry) throws IOException {
        byte[] code;
        try (InputStream in = jar.file.getInputStream(entry)) {
            code = in.readAllBytes();
        }
        String ofTheClass = packageOf(name, '.');
        if (!ofTheClass.isEmpty() && getDefinedPackage(ofTheClass) == null) {
            definePackage(ofTheClass, Optional.ofNullable(jar.file.getManifest()).orElseGet(Manifest::new), jar.address);
        }
        return defineClass(name, code, 0, code.length, new CodeSource(jar.address, entry.getCodeSigners()));
    }

    @Override
    public synchronized void close() throws IOException {
        super.close();
        for (List<Jar> jars : jarsOfPackages.values()) {
            for (Jar jar : jars) {
                jar.file.close();
            }
        }
    }
}
