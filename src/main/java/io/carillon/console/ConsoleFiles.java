package io.carillon.console;

import io.carillon.crypto.Digests;
import io.carillon.http.StaticFile;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All files of the console, read once at start. Their paths contain a build id, which is different when any of them is, so that
 * browsers may keep them forever. The page names it as {@code @build@}; that is replaced here, and the page's inline scripts,
 * such as the import map, are hashed here, so that no file states what another one determines. Immutable.
 */
final class ConsoleFiles {

    /** The folder in the WAR, and the first part of the paths. */
    static final String ROOT = "/console/";
    private static final String INDEX = "index.html";
    private static final String ASSETS = "assets/";
    private static final String PLACEHOLDER = "@build@";
    private static final String PROVIDER = "@provider@";
    private static final int BUILD_LENGTH = 16;
    private static final Pattern SCRIPT = Pattern.compile("<script\\b([^>]*)>(.*?)</script\\s*>", Pattern.DOTALL);

    private final Map<String, StaticFile> assets = new HashMap<>();
    private final StaticFile index;
    private final List<String> scriptHashes = new ArrayList<>();
    private final String build;

    private ConsoleFiles(SortedMap<String, byte[]> files, String provider) {
        build = buildOf(files);
        files.forEach((name, content) -> {
            if (name.startsWith(ASSETS)) {
                assets.put(ASSETS + build + "/" + name.substring(ASSETS.length()), StaticFile.of(name, content));
            }
        });
        index = files.containsKey(INDEX) ? page(files.get(INDEX), provider) : null;
    }

    /** Files by their paths below {@code /console/}; {@code provider} is as in {@link #in}. */
    static ConsoleFiles of(Map<String, byte[]> files, String provider) {
        return new ConsoleFiles(new TreeMap<>(files), provider);
    }

    /**
     * The files in the WAR, the modules and styles among them as bundles. The page names {@code provider}, with which people can
     * sign in; it is empty if there is none.
     */
    static ConsoleFiles in(ServletContext context, String provider) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        read(context, ROOT, files);
        return of(ConsoleBundles.of(files), provider);
    }

    private static void read(ServletContext context, String folder, Map<String, byte[]> files) throws IOException {
        Set<String> paths = Optional.ofNullable(context.getResourcePaths(folder)).orElse(Set.of());
        for (String path : paths) {
            if (path.endsWith("/")) {
                read(context, path, files);
            } else {
                try (InputStream in = context.getResourceAsStream(path)) {
                    files.put(path.substring(ROOT.length()), in.readAllBytes());
                }
            }
        }
    }

    private static String buildOf(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files.forEach((name, content) -> all.writeBytes(
                (Digests.sha256(content) + " " + name + "\n").getBytes(StandardCharsets.UTF_8)));
        return Digests.sha256(all.toByteArray()).substring(0, BUILD_LENGTH);
    }

    private StaticFile page(byte[] content, String provider) {
        String text = new String(content, StandardCharsets.UTF_8).replace(PLACEHOLDER, build)
                .replace(PROVIDER, attribute(provider));
        Matcher script = SCRIPT.matcher(text);
        while (script.find()) {
            if (!script.group(1).contains("src=")) {
                scriptHashes.add("sha256-" + hash(script.group(2)));
            }
        }
        return StaticFile.of(INDEX, text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code text} as the value of an attribute in quotes. */
    private static String attribute(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** 16 hex digits. */
    String build() {
        return build;
    }

    /** The page; empty if the WAR has none. */
    Optional<StaticFile> index() {
        return Optional.ofNullable(index);
    }

    /** The hashes of the page's inline scripts, as a content security policy names them. */
    List<String> scriptHashes() {
        return List.copyOf(scriptHashes);
    }

    static boolean isAssetPath(String path) {
        return path.startsWith(ASSETS) || path.equals("assets");
    }

    /** The file at {@code path} below {@code /console/}, with the build id: {@code assets/<build id>/app/main.js}. */
    Optional<StaticFile> asset(String path) {
        return Optional.ofNullable(assets.get(path));
    }
}
