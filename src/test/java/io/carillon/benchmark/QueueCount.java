package io.carillon.benchmark;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many messages the embedded broker's queue of changes holds. It runs inside the service's process, because the broker has
 * no user who may ask through its port.
 */
@Path("queue")
public class QueueCount {

    static final String PATH = "/noop/api/queue";
    private static final String QUEUE = "org.apache.activemq.artemis:broker=\"carillon\",component=addresses,"
            + "address=\"carillon.changes\",subcomponent=queues,routing-type=\"anycast\",queue=\"carillon.changes\"";

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String count() throws JMException {
        return ManagementFactory.getPlatformMBeanServer().getAttribute(ObjectName.getInstance(QUEUE), "MessageCount").toString();
    }
}
