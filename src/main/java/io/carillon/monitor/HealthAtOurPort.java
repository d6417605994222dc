package io.carillon.monitor;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Adds {@link HealthServlet} unless the server has added its own to the application, as Payara does. */
@WebListener
public class HealthAtOurPort implements ServletContextListener {

    private static final String PATHS = "/health/*";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext application = event.getServletContext();
        if (application.getServletRegistrations().values().stream().noneMatch(one -> one.getMappings().contains(PATHS))) {
            application.addServlet("health", HealthServlet.class).addMapping(PATHS);
        }
    }
}
