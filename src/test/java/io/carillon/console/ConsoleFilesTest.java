package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.http.StaticFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {

    private static final String PAGE =
            "<script type=\"importmap\">{}</script><script src=\"/console/assets/@build@/a.js\"></script>";
    private static final String SCRIPT = "let a = '" + "a".repeat(100) + "';";

    @Test
    void thePageNamesTheBuildAndItsInlineScriptsAreHashed() {
        ConsoleFiles files = filesOf(Map.of("index.html", bytes(PAGE), "assets/a.js", bytes(SCRIPT)));
        assertThat(files.build(), matchesRegex("[0-9a-f]{16}"));
        assertThat(text(files.index()), is(PAGE.replace("@build@", files.build())));
        // openssl dgst -sha256 -binary | base64 of {}
        assertThat(files.scriptHashes(), contains("sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="));
        assertThat(files.index().orElseThrow().type(), is("text/html;charset=UTF-8"));
    }

    @Test
    void thePageNamesTheProviderAsText() {
        Map<String, byte[]> page = Map.of("index.html", bytes("<meta content=\"@provider@\">"));
        assertThat(text(ConsoleFiles.of(page, "A & \"B\" <i>").index()),
                is("<meta content=\"A &amp; &quot;B&quot; &lt;i&gt;\">"));
    }

    @Test
    void anInlineScriptIsHashedWithTheBuildInIt() {
        String page = "<script type=\"importmap\">{\"imports\":{\"a\":\"/console/assets/@build@/a.js\"}}</script>";
        Map<String, byte[]> files = new HashMap<>(Map.of("index.html", bytes(page), "assets/a.js", bytes(SCRIPT)));
        String before = filesOf(files).scriptHashes().get(0);
        files.put("assets/a.js", bytes(SCRIPT + " "));
        assertThat(filesOf(files).scriptHashes().get(0), is(not(before)));
    }

    @Test
    void anyChangedAddedOrRenamedFileChangesTheBuild() {
        Map<String, byte[]> files = new HashMap<>(Map.of("index.html", bytes(PAGE), "assets/a.js", bytes(SCRIPT)));
        String build = filesOf(files).build();
        assertThat(filesOf(files).build(), is(build));
        files.put("assets/a.js", bytes(SCRIPT + " "));
        String changed = filesOf(files).build();
        files.put("assets/b.js", files.remove("assets/a.js"));
        String renamed = filesOf(files).build();
        files.put("index.html", bytes(PAGE + " "));
        assertThat(Map.of(build, 1, changed, 2, renamed, 3, filesOf(files).build(), 4).size(), is(4));
    }

    @Test
    void assetsAreFoundUnderTheirBuildOnly() throws IOException {
        ConsoleFiles files = filesOf(Map.of("index.html", bytes(PAGE), "assets/app/a.js", bytes(SCRIPT)));
        StaticFile script = files.asset("assets/" + files.build() + "/app/a.js").orElseThrow();
        assertThat(script.type(), is("text/javascript;charset=UTF-8"));
        assertThat(new String(script.content(), StandardCharsets.UTF_8), is(SCRIPT));
        assertThat(script.compressed().length, lessThan(script.content().length));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(script.compressed())).readAllBytes(), is(script.content()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"assets/app/a.js", "assets/0123456789abcdef/app/a.js", "assets/%s/a.js", "assets/%s/index.html",
            "assets/%s/../index.html", "index.html", "assets/%s/", ""})
    void nothingElseIsAnAsset(String path) {
        ConsoleFiles files = filesOf(Map.of("index.html", bytes(PAGE), "assets/app/a.js", bytes(SCRIPT)));
        assertThat(files.asset(path.formatted(files.build())), is(Optional.empty()));
    }

    @Test
    void whatDoesNotGetSmallerIsNotCompressed() {
        assertThat(StaticFile.of("a.json", bytes("{}")).compressed(), is(nullValue()));
    }

    @Test
    void withoutFilesThereIsNoPage() {
        assertThat(filesOf(Map.of()).index(), is(Optional.empty()));
    }

    private static ConsoleFiles filesOf(Map<String, byte[]> files) {
        return ConsoleFiles.of(files, "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Optional<StaticFile> file) {
        return new String(file.orElseThrow().content(), StandardCharsets.UTF_8);
    }
}
