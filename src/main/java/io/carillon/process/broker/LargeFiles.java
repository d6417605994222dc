package io.carillon.process.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.persistence.StorageManager.LargeMessageExtension;
import org.apache.activemq.artemis.core.server.LargeServerMessage;

/** Makes messages durable. The broker deletes the file of a large message that is not durable, by its name, at its next start. */
final class LargeFiles {

    private static final String TEMPORARY = LargeMessageExtension.TEMPORARY.getExtension();
    private static final String DURABLE = LargeMessageExtension.DURABLE.getExtension();

    private LargeFiles() {
    }

    static void makeDurable(ICoreMessage message) throws ActiveMQException {
        if (message.isDurable()) {
            return;
        }
        message.setDurable(true);
        if (message instanceof LargeServerMessage large) {
            SequentialFile file = large.getAppendFile();
            String name = file.getFileName();
            if (name.endsWith(TEMPORARY)) {
                rename(file, name.substring(0, name.length() - TEMPORARY.length()) + DURABLE);
            }
        }
    }

    private static void rename(SequentialFile file, String name) throws ActiveMQException {
        try {
            file.renameTo(name);
        } catch (ActiveMQException e) {
            throw e;
        } catch (Exception e) {
            throw Refused.because("The message could not be made durable.");
        }
    }
}
