package io.carillon.http;

import io.carillon.platform.Draining;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Counts the requests that are being answered, as the MBean {@code io.carillon:type=OpenRequests}: the launcher stops the server
 * when there are none. A node that is being taken out of service closes each connection after its response; once the launcher
 * stops it, each request that still comes is refused, instead of failing in a part that has stopped.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class OpenRequests extends HttpFilter implements OpenRequestsMXBean {

    private static final long serialVersionUID = 1L;
    private static final String NAME = "io.carillon:type=OpenRequests";
    /** The system property that the launcher sets to {@code true}. */
    private static final String REFUSING = "carillon.refusing";
    private static final String RETRY_AFTER_SECONDS = "5";

    /** Static, because the server makes the filter, and not only it counts. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Inject
    private transient Draining draining;

    @Override
    public void init() throws ServletException {
        try {
            destroy();
            server().registerMBean(this, new ObjectName(NAME));
        } catch (JMException e) {
            throw new ServletException(e);
        }
    }

    @Override
    public void destroy() {
        try {
            ObjectName name = new ObjectName(NAME);
            if (server().isRegistered(name)) {
                server().unregisterMBean(name);
            }
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    /** A request is open until {@link #end}, even when its thread goes. */
    static void begin() {
        COUNT.incrementAndGet();
    }

    static void end() {
        COUNT.decrementAndGet();
    }

    @Override
    public int getCount() {
        return COUNT.get();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        begin();
        try {
            if (Boolean.getBoolean(REFUSING)) {
                refuse(response);
            } else {
                answer(request, response, chain);
            }
        } finally {
            end();
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setHeader("Connection", "close");
        response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (draining.isDraining()) {
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }
}
