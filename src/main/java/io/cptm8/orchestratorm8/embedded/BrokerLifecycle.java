package io.cptm8.orchestratorm8.embedded;

import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHostNode;

/** What a starting Broker-J tells only to a listener: why it failed, and the broker that came of it. */
final class BrokerLifecycle extends DefaultSystemLauncherListener {

    private SystemConfig<?> system;
    private RuntimeException failure;

    @Override
    public void onContainerResolve(SystemConfig<?> systemConfig) {
        system = systemConfig;
    }

    @Override
    public void errorOnStartup(RuntimeException e) {
        failure = e;
    }

    /**
     * The port on which the broker listens.
     *
     * @throws IllegalStateException when the broker has no port, or cannot serve whoever connects to it
     */
    int port() {
        if (failure != null) {
            throw failure;
        }
        var broker = (Broker<?>) system.getContainer();
        broker.getChildren(VirtualHostNode.class).forEach(node -> requireActive((VirtualHostNode<?>) node));
        return broker.getChildren(Port.class).stream()
                .mapToInt(port -> ((Port<?>) port).getBoundPort())
                .filter(port -> port > 0)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("it has no open port"));
    }

    /** A broker whose configuration is at odds with itself starts all the same, and then refuses every client. */
    private static void requireActive(VirtualHostNode<?> node) {
        var host = node.getVirtualHost();
        if (host == null || host.getState() != State.ACTIVE) {
            throw new IllegalStateException("its virtual host is not active; the broker's log tells why");
        }
    }

    /**
     * Keeps the broker from stopping by itself as soon as the JVM begins to end, while the application still winds
     * down. There is no setting for it; a release that names its hook otherwise only loses the order.
     */
    void leaveStoppingToItsOwner() {
        var broker = system.getContainer();
        for (Class<?> type = broker.getClass(); type != null; type = type.getSuperclass()) {
            try {
                var hook = type.getDeclaredField("_shutdownHook");
                hook.setAccessible(true);
                Runtime.getRuntime().removeShutdownHook((Thread) hook.get(broker));
                return;
            } catch (NoSuchFieldException e) {
                // perhaps the parent class has it
            } catch (IllegalAccessException | IllegalStateException e) {
                return;
            }
        }
    }
}
