package io.carillon.blackbox.support;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.carillon.receivers.DriverBundle;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium of this machine, driven by Playwright. */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    /** The pages of other sites that a test makes up count as public, which may not load from loopback addresses otherwise. */
    private static final String SITES_MAY_FRAME_LOOPBACK =
            "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessForSubframeNavigations";

    private final Playwright playwright;
    private final Browser browser;

    Chromium(Path executable) {
        System.setProperty("playwright.cli.dir",
                DriverBundle.unpackedTo(Path.of("target/playwright").toAbsolutePath()).toString());
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(ConsoleUser.PATIENCE_MS);
        browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(executable)
                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", SITES_MAY_FRAME_LOOPBACK)));
    }

    /** The program, if this machine has one. */
    static Optional<Path> installed() {
        return NAMES.stream().flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))).filter(Files::isExecutable).findFirst();
    }

    /** Somebody with a browser window of their own, without cookies. */
    public ConsoleUser user(Api service) {
        return new ConsoleUser(browser, service.base());
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
