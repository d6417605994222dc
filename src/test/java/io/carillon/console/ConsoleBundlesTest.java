package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleBundlesTest {

    private static final Map<String, String> CONSOLE = Map.of(
            "assets/app/main.js", """
                    // @ts-check
                    import {render} from 'preact';
                    import {show as display, html} from './ui/show.js';

                    const pages = [() => import('./pages/overview.js'), () => import('./pages/list.js')];
                    await display(pages);
                    """,
            "assets/app/ui/show.js", """
                    import htm from 'htm';
                    /** Shows. */
                    export async function show(what) {
                      return fetch(new URL('../texts.json', import.meta.url));
                    }
                    export const html = htm.bind(show);
                    """,
            "assets/app/pages/overview.js", "import {html} from '../ui/show.js';\nexport default function Overview() {}\n",
            "assets/app/pages/list.js", """
                    import {html} from '../ui/show.js';
                    import Overview from './overview.js';
                    export default class List {}
                    """,
            "assets/app/early.js", "(function () {\n  // before all\n})();\n");

    @Test
    void modulesShareAFileInTheOrderInWhichTheyNeedEachOther() {
        Map<String, String> files = bundles(CONSOLE);
        assertThat(files.keySet(), is(Set.of("assets/app/early.js", "assets/app/main.js", "assets/app/first.js",
                "assets/app/pages.js")));
        assertThat(files.get("assets/app/main.js"), is("""
                import * as $htm from 'htm';
                import * as $preact from 'preact';
                // ui/show.js
                let $ui_show; {
                const {default: htm} = $htm;
                async function show(what) {
                return fetch(new URL('../texts.json', new URL('./ui/show.js', import.meta.url)));
                }
                const html = htm.bind(show);
                $ui_show = {show, html};
                }
                // main.js
                let $main; {
                const {render} = $preact;
                const {show: display, html} = $ui_show;
                const pages = [() => import('./first.js').then(file => file.$pages_overview), \
                () => import('./pages.js').then(file => file.$pages_list)];
                await display(pages);
                $main = {};
                }
                export {$ui_show, $main};
                """));
    }

    @Test
    void pagesImportWhatOtherFilesHave() {
        assertThat(bundles(CONSOLE).get("assets/app/pages.js"), is("""
                import {$ui_show} from './main.js';
                import {$pages_overview} from './first.js';
                // pages/list.js
                let $pages_list; {
                const {html} = $ui_show;
                const {default: Overview} = $pages_overview;
                class List {}
                $pages_list = {default: List};
                }
                export {$pages_list};
                """));
    }

    @Test
    void aScriptThatNoModuleImportsStays() {
        assertThat(bundles(CONSOLE).get("assets/app/early.js"), is("(function () {\n})();\n"));
    }

    @Test
    void stylesAreOneFile() {
        Map<String, String> files = bundles(Map.of("assets/styles.css", "@import './css/a.css';\n@import './css/b.css';\n",
                "assets/css/a.css", "/* A */\na {\n  b: c\n}\n", "assets/css/b.css", "d { e: '$1' }\n"));
        assertThat(files, is(Map.of("assets/styles.css", "a {\nb: c\n}\nd { e: '$1' }\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"export let a = 1;", "export {a};", "export * from './ui/show.js';", "import './ui/show.js';",
            "import * as all from './ui/show.js';", "import {a} from \"./ui/show.js\";"})
    void anUnknownFormOfImportOrExportIsRefused(String statement) {
        assertThat(refusal("main.js", statement + "\n"),
                is("main.js has a form of import or export that is not known: " + statement));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            import {gone} from './ui/show.js';             | main.js imports what ui/show.js does not export: [gone]
            import show from './ui/show.js';               | main.js imports what ui/show.js does not export: [default]
            import {a} from './gone.js';                   | there is no assets/app/gone.js
            const page = () => import('./pages/gone.js');  | there is no assets/app/pages/gone.js
            import {a} from './main.js';                   | modules import each other: [main.js]
            """)
    void whatIsNotThereIsRefused(String statement, String why) {
        assertThat(refusal("main.js", statement + "\n"), is(why));
    }

    private static String refusal(String module, String source) {
        Map<String, String> files = new HashMap<>(CONSOLE);
        files.put("assets/app/" + module, source);
        return assertThrows(IllegalArgumentException.class, () -> bundles(files)).getMessage();
    }

    private static Map<String, String> bundles(Map<String, String> files) {
        Map<String, byte[]> contents = new HashMap<>();
        files.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
        Map<String, String> bundles = new TreeMap<>();
        ConsoleBundles.of(contents).forEach((name, content) -> bundles.put(name, new String(content, StandardCharsets.UTF_8)));
        return bundles;
    }
}
