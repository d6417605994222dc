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
 * when there are none. A node that is being taken out of service closes each connection after its response.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class OpenRequests extends HttpFilter implements OpenRequestsMXBean {

    private static final long serialVersionUID = 1L;
    private static final String NAME = "io.carillon:type=OpenRequests";

    private final AtomicInteger count = new AtomicInteger();

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

    @Override
    public int getCount() {
        return count.get();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        count.incrementAndGet();
        try {
            if (draining.isDraining()) {
                response.setHeader("Connection", "close");
            }
            chain.doFilter(request, response);
        } finally {
            count.decrementAndGet();
        }
    }
}
