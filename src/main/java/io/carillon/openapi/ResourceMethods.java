package io.carillon.openapi;

import io.carillon.http.ApiPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The method of each operation, among the classes that were compiled together with this one. */
final class ResourceMethods {

    private final Map<String, Method> byOperation = new TreeMap<>();

    private ResourceMethods() {
    }

    static ResourceMethods find() {
        ResourceMethods found = new ResourceMethods();
        resources().forEach(resource -> {
            String root = resource.getAnnotation(Path.class).value();
            Arrays.stream(resource.getDeclaredMethods()).forEach(method -> found.add(root, method));
        });
        return found;
    }

    private static List<Class<?>> resources() {
        try {
            URI location = ResourceMethods.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            var folder = Paths.get(location);
            try (var files = Files.walk(folder)) {
                return files.filter(file -> file.toString().endsWith("Resource.class"))
                        .<Class<?>>map(file -> load(folder.relativize(file).toString()))
                        .filter(type -> type.isAnnotationPresent(Path.class)).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String file) {
        try {
            String name = file.substring(0, file.length() - ".class".length()).replaceAll("[/\\\\]", ".");
            return Class.forName(name, false, ResourceMethods.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(String root, Method method) {
        Path own = method.getAnnotation(Path.class);
        String path = own == null ? root : root + "/" + own.value();
        Arrays.stream(method.getAnnotations()).map(one -> one.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .forEach(verb -> byOperation.put(key(verb.value(), ApiPath.ROOT + "/" + path), method));
    }

    private static String key(String verb, String path) {
        return verb + " " + path.replaceAll("/+", "/");
    }

    /** The method that answers {@code verb} at {@code path}, which begins with {@link ApiPath#ROOT}. */
    Method of(String verb, String path) {
        Method method = byOperation.get(key(verb, path));
        if (method == null) {
            throw new IllegalStateException(
                    "no method for " + verb + " " + path + "; the name of its class must end with Resource");
        }
        return method;
    }

    Collection<Method> all() {
        return byOperation.values();
    }
}
