package io.carillon.process;

import fish.payara.micro.boot.PayaraMicroLauncher;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** Starts Payara Micro as its own launcher does, but with {@link ServerClassLoader}. */
final class ServerLauncher extends PayaraMicroLauncher {

    void start(List<String> options) throws Exception {
        System.setProperty("fish.payara.micro.BootJar", carillonJar());
        launch("main", options.toArray(String[]::new));
    }

    private static String carillonJar() throws URISyntaxException {
        return PayaraMicroLauncher.class.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
    }

    /** The loader it is given has unpacked the server's jars and knows their addresses. */
    @Override
    protected Object launch(String method, String[] options, String mainClass, ClassLoader unpacked) throws Exception {
        ServerClassLoader loader = new ServerClassLoader();
        for (URL jar : ((URLClassLoader) unpacked).getURLs()) {
            loader.addURL(jar);
        }
        return super.launch(method, options, mainClass, loader);
    }
}
